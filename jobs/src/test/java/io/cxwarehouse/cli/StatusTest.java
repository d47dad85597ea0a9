package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.functions.ZoneData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who looks after the deliveries has to see. */
class StatusTest extends SparkCase {
  @TempDir Path folder;

  @AfterAll
  void restoreKey() {
    Pseudonym.useKey(PII_KEY);
  }

  @Test
  void freshnessRejectedRowsAndDriftAreShown() throws IOException {
    assertThat(cxw("status")).contains("no run yet");
    deliver(
        "2026-03-02/a.csv",
        "order_id,customer_id,ordered_at,amount,type,channel,product\n"
            + "O-1,C-1,2026-03-01,10.00,sale,web,\nO-2,C-1,2026-03-01,10.00,sale,web,\n");
    run("2026-03-02");
    assertThat(cxw("status"))
        .contains("Last runs", "Deliveries", "Java 17", ZoneData.version())
        .contains("Readers get the publication 2026-03-02_1, as of 2026-03-02.")
        .doesNotContain("Columns that the newest", "Delivered columns", "Files refused");

    // The next delivery names a column anew, has one more, and half of its rows are broken.
    deliver(
        "2026-03-04/b.csv",
        "order_id,customer_id,ordered_at,amount,type,coupon\n"
            + "O-3,C-1,2026-03-03,10.00,sale,SPRING\nO-4,C-1\n");
    deliver("2026-03-04/c.csv", "order_id,amount\nO-5,10.00\n");
    run("2026-03-05");
    String status = cxw("status");
    List<String> lines = status.lines().map(line -> line.replaceAll(" +", " ").strip()).toList();
    assertThat(lines)
        .as("newest delivery, its age, and the share of rows rejected")
        .anyMatch(
            line ->
                line.startsWith("billing orders 2026-03-04 1 2026-03-05_2 ")
                    && line.endsWith(" 3 1 0.25"));
    assertThat(after(lines, "Columns that the newest delivery lacks"))
        .as("channel had values, product never had any")
        .anyMatch(line -> line.equals("billing orders channel 2026-03-04"))
        .noneMatch(line -> line.contains("product") || line.contains("amount"));
    assertThat(after(lines, "Delivered columns that no configuration names"))
        .anyMatch(line -> line.startsWith("billing orders coupon 1"));
    assertThat(after(lines, "Files refused"))
        .anyMatch(
            line -> line.startsWith("billing/orders/2026-03-04/c.csv") && line.contains("type"));
    assertThat(after(lines, "Rejected rows"))
        .anyMatch(line -> line.startsWith("billing orders malformed_row 1"));
  }

  @Test
  void wordsThatNobodyKnowsAreListed() throws IOException {
    deliver(
        "../customers/2026-03-02/a.csv",
        "customer_id,email,created_at,country,acquisition_channel\n"
            + "C-1,a@shop.example,2026-01-01,Germany,REFERRALS\n"
            + "C-2,b@shop.example,2026-01-01,Atlantis,Fax\n");
    deliver(
        "2026-03-02/a.csv",
        "order_id,customer_id,ordered_at,amount,type,channel\n"
            + "O-1,C-1,2026-03-01,10.00,sale,Online\nO-2,C-1,2026-03-01,10.00,sale,Kiosk\n"
            + "O-3,C-2,2026-03-01,10.00,sale, Kiosk\n");
    String question =
        "surveys.questions=[{source=zendesk,survey=csat,question=q,metric=csat,scale=[0,1],"
            + "touchpoint=\"Store visit\"}]";
    cxw(
        "run",
        "--date",
        "2026-03-02",
        "--set",
        question,
        "--only",
        "+gold.fct_interaction",
        "--only",
        "gold.fct_survey_response",
        "--only",
        "gold.dim_touchpoint");
    List<String> lines =
        cxw("status").lines().map(line -> line.replaceAll(" +", " ").strip()).toList();
    assertThat(after(lines, "Acquisition channels that")).endsWith("Fax 1").hasSize(4);
    assertThat(after(lines, "Channels of contacts")).endsWith("Kiosk 2").hasSize(4);
    assertThat(after(lines, "Countries that nobody")).endsWith("Atlantis 1").hasSize(4);
    assertThat(after(lines, "Touchpoints that")).endsWith("Store visit 0").hasSize(4);
    assertThat(after(lines, "Checks that failed or warned"))
        .anyMatch(line -> line.contains("acquisition_channels_are_known"))
        .anyMatch(line -> line.startsWith("silver.orders channels_are_known warn 1"))
        .anyMatch(line -> line.contains("touchpoints_have_a_stage"));
  }

  /** Lines of a section. */
  private static List<String> after(List<String> lines, String title) {
    List<String> section = lines.stream().dropWhile(line -> !line.startsWith(title)).toList();
    assertThat(section).as("section “%s” of %s", title, lines).isNotEmpty();
    return section.stream().takeWhile(line -> !line.isEmpty()).toList();
  }

  private void deliver(String path, String text) throws IOException {
    Path file = folder.resolve("landing/billing/orders").resolve(path).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void run(String date) {
    cxw("run", "--date", date, "--only", "silver.orders");
  }

  private String cxw(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--conf",
            "../conf/env/local.conf",
            "--set",
            "landing.root=\"" + folder.resolve("landing") + "\"",
            "--set",
            "warehouse.root=\"" + folder.resolve("warehouse") + "\""));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Main.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    assertThat(err.toString()).doesNotContain("\tat ");
    return out.toString();
  }
}

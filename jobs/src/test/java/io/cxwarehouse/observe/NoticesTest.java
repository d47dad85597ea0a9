package io.cxwarehouse.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.config.Observe;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.graph.QueryPlans;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fault is told once to a real mail server and a real webhook, and once that it is over. */
class NoticesTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String ORDERS = "order_id,customer_id,ordered_at,amount,currency,type\n";
  private static final List<String> TABLES = List.of("silver.orders", "silver.order_count");
  private static final Http AT_ONCE = new Http(List.of(Duration.ZERO, Duration.ZERO));

  private final List<String> warnings = new ArrayList<>();
  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void startServer() {
    warnings.clear();
    mail.setUser("cxw@example.com", "cxw", "s3cret");
    mail.start();
  }

  @AfterEach
  void stopServer() {
    mail.stop();
  }

  @Test
  void aFaultThatLastsIsToldOnceAndItsEndOnce() throws Exception {
    deliver(
        "billing/orders/2026-03-02/a.csv", ORDERS + "O-1,ann@x.example,2026-03-01,9,EUR,sale\n");
    Engine engine = engine("warehouse", "warehouse.extra=[\"" + orderCount() + "\"]");
    try (Server slack = new Server(503)) {
      for (int night = 0; night < 3; night++) {
        assertThat(night(engine, DAY.plusDays(night), mail(), slack.address("/hook")))
            .isEqualTo(ExitCode.REFUSED);
      }
      // The first answer was 503, so the same came twice.
      assertThat(slack.requests).hasSize(2);
      assertThat(new ObjectMapper().readTree(slack.requests.get(1).body()).path("text").asText())
          .startsWith("*[cx-eu] 2 faults, run as of 2026-03-02*\nRun 2026-03-02_1 as of 2026-03-02")
          .contains("exit code 3", "Check few of silver.order_count failed (two &lt;b&gt; orders)")
          .contains("Nothing new was published", "docs/runbook.md");
      MimeMessage first = received(1);
      assertThat(first.getSubject()).isEqualTo("[cx-eu] 2 faults, run as of 2026-03-02");
      assertThat(first.getAllRecipients()[0]).hasToString("on-call@example.com");
      assertThat((String) first.getContent())
          .contains("- Check few of silver.order_count failed (two <b> orders)")
          .doesNotContain("ann@x.example");

      deliver("billing/orders/2026-03-05/b.csv", ORDERS + "O-2,C-2,2026-03-02,9,EUR,sale\n");
      assertThat(night(engine, DAY.plusDays(3), mail(), slack.address("/hook")))
          .isEqualTo(ExitCode.OK);
      night(engine, DAY.plusDays(4), mail(), slack.address("/hook"));
      MimeMessage last = received(2);
      assertThat(last.getSubject()).isEqualTo("[cx-eu] 2 recovered, run as of 2026-03-05");
      assertThat((String) last.getContent())
          .contains("Recovered:", "Check few")
          .doesNotContain("New:");
      assertThat(slack.requests).hasSize(3);
    }
    assertThat(warnings).isEmpty();
    assertThat(
            engine
                .query("SELECT fault, as_of, over_at > told_at FROM ops.notice ORDER BY fault")
                .collectAsList()
                .toString())
        .isEqualTo("[[check:silver.order_count:few,2026-03-02,true], [held,2026-03-02,true]]");
  }

  /** Nights that wait for a delivery leave no run, and are told of once all the same. */
  @Test
  void aLateDeliveryIsToldOnceThoughNoRunBegins() throws Exception {
    deliver("billing/orders/2026-03-02/a.csv", ORDERS + "O-1,C-1,2026-03-01,9,EUR,sale\n");
    Engine engine =
        engine("late", "sources.billing.required=true", "sources.billing.max-lag=1 day");
    assertThat(night(engine, DAY, mail(), null)).isEqualTo(ExitCode.OK);
    for (int night = 3; night < 6; night++) {
      assertThat(night(engine, DAY.plusDays(night), mail(), null))
          .isEqualTo(ExitCode.MISSING_DELIVERY);
    }
    assertThat((String) received(1).getContent())
        .contains(
            "exit code 4", "Source billing is late: newest delivery 2026-03-02, needed 2026-03-04")
        .contains("nothing was taken in");
    deliver("billing/orders/2026-03-08/b.csv", ORDERS + "O-2,C-1,2026-03-07,9,EUR,sale\n");
    assertThat(night(engine, DAY.plusDays(6), mail(), null)).isEqualTo(ExitCode.OK);
    assertThat(received(2).getSubject()).isEqualTo("[cx-eu] 1 recovered, run as of 2026-03-08");
  }

  @Test
  void whatCouldNotBeSentIsAWarningAndIsSentByTheNextNight() throws Exception {
    Engine engine = engine("failing");
    URI nobody;
    try (Server gone = new Server()) {
      nobody = gone.address("/T000/s3cret");
    }
    // There is no landing folder: the run ends with 2.
    assertThat(night(engine, DAY, null, nobody)).isEqualTo(ExitCode.USAGE);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("A notice could not be sent by webhook: ConnectException")
        .doesNotContain("s3cret");
    night(engine, DAY, mail("wrong"), null);
    assertThat(warnings).last().asString().endsWith("the server refuses user and password");
    night(engine, DAY, mail(), null);
    assertThat((String) received(1).getContent())
        .contains("The run ended with exit code 2: There is no landing folder");
    night(engine, DAY, mail(), null);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aTestGoesToEveryPlace() throws Exception {
    try (Server slack = new Server(404)) {
      Map<String, Optional<String>> results =
          TestNotices.send(settings(mail(), slack.address("/hook")));
      assertThat(results)
          .isEqualTo(Map.of("mail", Optional.empty(), "webhook", Optional.of("it answered 404")));
    }
    assertThat(received(1).getSubject()).isEqualTo("[cx-eu] a test by `cxw notify --test`");
  }

  /** One per KPI, by its single days where they alert; employees' numbers stay in the warehouse. */
  @Test
  void alertsOfTheScorecardAreToldPerKpi() {
    String rows =
        "SELECT DATE'2026-03-31' AS as_of_date, * FROM VALUES"
            + " ('nps', 'day', 'all', true, 'bad', 'below its limits', DATE'2026-03-29', DATE'2026-03-31'),"
            + " ('nps', '28d', 'all', true, 'bad', 'below the configured 30', NULL, DATE'2026-03-31'),"
            + " ('mrr', 'month', 'all', true, 'good', 'above the configured 9', NULL, DATE'2026-03-31'),"
            + " ('mrr', 'day', 'country', true, 'bad', 'of one country', NULL, DATE'2026-03-31'),"
            + " ('enps', 'day', 'all', true, 'bad', 'low', DATE'2026-03-29', DATE'2026-03-31'),"
            + " ('csat', 'day', 'all', false, NULL, NULL, NULL, DATE'2026-03-31')"
            + " AS t(kpi, window_name, segment_name, is_alert, alert_direction, alert_reason,"
            + " alert_since, window_end)";
    List<Row> alerts =
        QueryPlans.bind(
                spark(),
                Resource.text(Faults.ALERTS),
                name -> name.equals("gold.kpi_scorecard") ? sql(rows) : null,
                Map.of())
            .collectAsList();
    Faults faults = Faults.of(good(), List.of());
    alerts.forEach(row -> faults.alert(row, Set.of("enps")));
    assertThat(faults.now().values())
        .containsExactly(
            new Fault("alert:mrr", "KPI mrr: good news since 2026-03-31, above the configured 9"),
            new Fault("alert:nps", "KPI nps: bad news since 2026-03-29, below its limits"));
  }

  private static Outcome good() {
    RunReport report =
        new RunReport("r", DAY, ExitCode.OK, false, 0, 0, 0, List.of(), List.of(), 1);
    return new Outcome(
        DAY,
        Optional.of("r"),
        ExitCode.OK,
        Optional.of(report),
        Optional.empty(),
        Optional.of(Map.of()),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        1);
  }

  private ExitCode night(Engine engine, LocalDate day, Observe.Mail mail, URI hook) {
    RunListener told =
        new RunListener() {
          @Override
          public void notice(String text) {
            warnings.add(text);
          }
        };
    try (Observing observing = new Observing(settings(mail, hook), told, AT_ONCE)) {
      observing.opened(engine);
      try {
        List<String> only =
            engine.warehouse().settings().warehouse().extra().isEmpty()
                ? List.of("silver.orders")
                : TABLES;
        RunReport report =
            engine.run(new RunOptions(day, only, false), observing.night(day, RunListener.NONE));
        observing.ended(report);
        return report.exitCode();
      } catch (CxwException e) {
        observing.failed(day, e);
        return e.exitCode();
      }
    }
  }

  private MimeMessage received(int count) {
    assertThat(mail.getReceivedMessages()).hasSize(count);
    return mail.getReceivedMessages()[count - 1];
  }

  private Observe.Mail mail() {
    return mail("s3cret");
  }

  private Observe.Mail mail(String password) {
    return new Observe.Mail(
        "127.0.0.1",
        mail.getSmtp().getPort(),
        Observe.MailSecurity.NONE,
        Optional.of("cxw"),
        Optional.of(password),
        "cxw@example.com",
        List.of("on-call@example.com"));
  }

  private static Observe settings(Observe.Mail mail, URI hook) {
    return new Observe(
        "cx-eu",
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(mail),
        Optional.ofNullable(hook),
        new Observe.Lineage(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** A table of all orders' number, which is wrong below two. */
  private Path orderCount() throws IOException {
    Path table = Files.createDirectories(folder.resolve("extra/silver/order_count"));
    Files.writeString(
        table.resolve("table.sql"),
        "CREATE TABLE silver.order_count (n BIGINT COMMENT 'n') USING delta COMMENT 'c'"
            + " TBLPROPERTIES ('cxw.key' = 'n')");
    Files.writeString(table.resolve("query.sql"), "SELECT count(*) AS n FROM silver.orders");
    Files.writeString(
        table.resolve("checks.sql"),
        "-- fail few: two <b> orders\nSELECT n FROM after WHERE n < 2;\n");
    return folder.resolve("extra");
  }
}

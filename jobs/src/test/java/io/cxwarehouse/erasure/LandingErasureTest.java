package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StoredText;
import io.cxwarehouse.raw.LandingRewritten;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Zoe's rows leave the landing folder, too, and nobody is the worse for it. */
class LandingErasureTest extends ErasureCase {
  private static final ErasureOptions REWRITE = new ErasureOptions(false, true);

  /**
   * What Ann wrote of her stays in Ann's row; so does who asked before in a ticket of Ann's, and
   * what others' orders say in columns that nobody described.
   */
  private static final List<String> MENTIONED =
      List.of(
          "zoe.q@feather.example",
          "zoe.old@feather.example",
          "%40feather.example",
          "+49 151 12345678",
          "880017171");

  @Test
  void herRowsLeaveTheLandingFolderAndAWarehouseBuiltFromItIsAsIfSheHadNeverBeenThere()
      throws IOException {
    deliverAll("with", true);
    deliverAll("never", false);
    Engine engine = engine("with", Map.of());
    assertThat(run(engine, FIRST).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run(engine, SECOND).exitCode()).isEqualTo(ExitCode.OK);
    List<ErasureRequest> requests = requests("email,zoe.q@feather.example");
    StoredText before = StoredText.below(landing("with"));
    String customer = customer(engine);

    ErasureReport trial =
        new Erasure(engine.warehouse(), new ErasureOptions(true, true), RunListener.NONE)
            .run(requests);
    assertThat(trial.rewritten())
        .allMatch(LandingRewritten::isPossible)
        .extracting(LandingRewritten::path)
        .containsExactlyInAnyOrder(
            "billing/customers/2026-03-02/a.csv",
            "billing/customers/2026-03-03/copy.csv",
            "billing/orders/2026-03-02/a.csv",
            "billing/orders/2026-03-02/bad.csv",
            "generic_survey/responses/2026-03-02/a.csv",
            "generic_survey/responses/2026-03-03/b.csv.gz",
            "zendesk/ticket_audits/2026-03-02/a.json",
            "zendesk/ticket_audits/2026-03-03/b.json",
            "zendesk/tickets/2026-03-02/a.json",
            "zendesk/tickets/2026-03-03/b.json",
            "zendesk/users/2026-03-02/a.json",
            "zendesk/users/2026-03-03/b.json");
    assertThat(StoredText.below(landing("with")).with("Quillfeather").toList())
        .isEqualTo(before.with("Quillfeather").toList());

    ErasureReport report = new Erasure(engine.warehouse(), REWRITE, RunListener.NONE).run(requests);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.mentioning()).containsEntry("billing/orders/2026-03-02/shop.csv", 2L);
    assertAbsent("with", ZOE);
    assertAbsent("with", List.of(customer));
    StoredText landing = StoredText.below(landing("with"));
    ZOE.stream()
        .filter(trace -> !MENTIONED.contains(trace))
        .forEach(trace -> assertThat(landing.with(trace)).as(trace).isEmpty());
    Path packed = landing("with").resolve("generic_survey/responses/2026-03-03/b.csv.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertThat(new String(in.readAllBytes()))
          .isEqualTo(ANSWERS + "\nr2,s,q,C-1,,8,,2026-03-02T10:00:00Z,completed\n");
    }
    assertThat(new Erasure(engine.warehouse(), REWRITE, RunListener.NONE).run(requests).erasureId())
        .as("the same again finds nothing")
        .isNull();

    // The next night finds nothing new in them, and what it takes in it adds as ever.
    again("with", true);
    again("never", false);
    List<String> notices = new ArrayList<>();
    RunReport third = engine.run(new RunOptions(THIRD, TABLES, false), listening(notices));
    assertThat(third.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(third.files()).as("only the new ones are read").isEqualTo(4);
    assertThat(notices).isEmpty();
    Engine never = engine("never", Map.of());
    run(never, THIRD);
    assertThat(tables(engine)).isEqualTo(tables(never));

    // What was delivered since holds her again; then all of it is as if she had never been there.
    ErasureReport more = new Erasure(engine.warehouse(), REWRITE, RunListener.NONE).run(requests);
    assertThat(more.rewritten()).hasSize(4).allMatch(LandingRewritten::isPossible);
    Engine anew = engine("with", Map.of(), "warehouse.root=\"" + folder.resolve("anew") + "\"");
    assertThat(run(anew, THIRD).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(tables(anew)).isEqualTo(tables(never));
    assertThat(anew.query("SELECT path FROM ops.ingested_file WHERE status = 'refused'").isEmpty())
        .as("manifests hold")
        .isTrue();
  }

  /** As {@code deliverNights}, with a manifest, a copy under another name, and a packed file. */
  private void deliverAll(String name, boolean hasZoe) throws IOException {
    deliverNights(name, hasZoe);
    Path orders = landing(name).resolve("billing/orders/2026-03-02");
    Files.writeString(
        orders.resolve("_manifest.json"),
        "{\"files\":[%s,%s,%s]}"
            .formatted(
                said(orders.resolve("a.csv")),
                said(orders.resolve("bad.csv")),
                said(orders.resolve("shop.csv"))));
    Path customers = landing(name).resolve("billing/customers");
    Files.createDirectories(customers.resolve("2026-03-03"));
    Files.copy(customers.resolve("2026-03-02/a.csv"), customers.resolve("2026-03-03/copy.csv"));
    Path packed = landing(name).resolve("generic_survey/responses/2026-03-03/b.csv.gz");
    Files.createDirectories(packed.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      String zoe = "ZOE-ANSWER-2,s,q,C-2718x81,,3,\"bad,\n\"\"very\"\"\",2026-03-02,completed\n";
      out.write((ANSWERS + "\n" + (hasZoe ? zoe : "")).getBytes());
      out.write("r2,s,q,C-1,,8,,2026-03-02T10:00:00Z,completed\n".getBytes());
    }
  }

  private static String said(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "{\"name\":\"%s\",\"bytes\":%d,\"rows\":%d,\"sha256\":\"%s\"}"
          .formatted(
              file.getFileName(),
              bytes.length,
              new String(new ByteArrayInputStream(bytes).readAllBytes()).lines().count() - 1,
              HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Path landing(String name) {
    return folder.resolve(name).resolve("landing");
  }

  private static RunListener listening(List<String> notices) {
    return new RunListener() {
      @Override
      public void notice(String text) {
        notices.add(text);
      }
    };
  }
}

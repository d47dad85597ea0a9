package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StoredText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Nothing of Zoe may be left in the warehouse, and nothing of Ann lost. */
class ErasureTest extends ErasureCase {
  @Test
  void nothingOfAPersonIsLeftAndNothingOfOthersIsLost() throws IOException {
    deliverNights("with", true);
    Engine engine = engine("with", Map.of());
    assertThat(run(engine, FIRST).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run(engine, SECOND).exitCode()).isEqualTo(ExitCode.OK);
    List<String> traces = new ArrayList<>(ZOE);
    traces.add(pseudonym("zoe.q@feather.example"));
    traces.add(pseudonym("+4915112345678"));
    traces.add(customer(engine));
    StoredText before = StoredText.below(folder.resolve("with/warehouse"));
    assertThat(traces).allSatisfy(trace -> assertThat(before.with(trace)).isNotEmpty());

    for (String clear : List.of("@feather.example", "151 12345678", "Quillfeather", "@other")) {
      assertThat(before.with(clear)).as(clear).allMatch(file -> file.startsWith("bronze/"));
    }

    List<ErasureRequest> requests = requests("email,Zoe.Q@feather.example ,2026-03-03");
    List<Path> untouched = stored();
    ErasureReport trial =
        new Erasure(engine.warehouse(), ErasureOptions.TRIAL, RunListener.NONE).run(requests);
    assertThat(trial.deleted()).containsEntry("bronze.billing_orders", 1L);
    assertThat(stored()).isEqualTo(untouched);
    for (String moment : List.of("deleting from", "removing older versions")) {
      assertThatThrownBy(
              () ->
                  new Erasure(engine.warehouse(), ErasureOptions.WAREHOUSE, dyingAt(moment))
                      .run(requests))
          .hasMessageContaining("killed");
    }
    ErasureReport report =
        new Erasure(engine.warehouse(), ErasureOptions.WAREHOUSE, RunListener.NONE).run(requests);
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.landing())
        .containsKeys(
            "billing/customers/2026-03-02/a.csv",
            "zendesk/ticket_audits/2026-03-03/b.json",
            "billing/orders/2026-03-02/bad.csv");
    assertThat(report.mentioning())
        .containsEntry("billing/orders/2026-03-02/shop.csv", 2L)
        .containsKey("zendesk/ticket_audits/2026-03-02/a.json");
    assertAbsent("with", traces);
    assertThat(
            engine
                .query(
                    "SELECT _rescued FROM bronze.billing_orders WHERE order_id IN ('O-7', 'O-8')"
                        + " ORDER BY order_id")
                .collectAsList()
                .toString())
        .as("orders of others stay")
        .isEqualTo(
            "[[{\"customer_email\":\"***\",\"ship_phone\":\"***\"}],"
                + " [{\"customer_email\":\"***\",\"page\":\"/?e=***\"}]]");
    assertThat(
            engine
                .query("SELECT events FROM bronze.zendesk_ticket_audits WHERE id = 4")
                .first()
                .getString(0))
        .as("who asked before is nobody now, and Ann asks")
        .contains("\"value\":\"12\"", "\"previous_value\":null");
    assertThat(
            new Erasure(engine.warehouse(), ErasureOptions.WAREHOUSE, RunListener.NONE)
                .run(requests)
                .erasureId())
        .as("the same again finds nothing")
        .isNull();

    // The sources deliver her again, a new ticket and a comment on it among it.
    again("with", true);
    assertThat(run(engine, THIRD).exitCode()).isEqualTo(ExitCode.OK);
    deliverNights("never", false);
    again("never", false);
    Engine never = engine("never", Map.of());
    run(never, THIRD);
    traces.addAll(List.of("660055443", "440022119"));
    assertAbsent("with", traces);
    assertThat(tables(engine)).isEqualTo(tables(never));
    assertThat(
            engine
                .query("SELECT sum(suppressed) FROM ops.ingested_file WHERE path LIKE '%/c.%'")
                .first()
                .getLong(0))
        .isEqualTo(4);

    // The landing folder still holds her: reading all of it again must not bring her back.
    Engine reading = engine("with", Map.of(), "sources.billing.entities.orders.columns.x=string");
    List<String> some = List.of("silver.comment", "silver.answer", "silver.orders");
    RunReport rebuilt = reading.run(new RunOptions(THIRD, some, true), RunListener.NONE);
    assertThat(rebuilt.exitCode()).isEqualTo(ExitCode.OK);
    assertAbsent("with", traces);
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("with/warehouse"))) {
      return all.filter(file -> file.toString().matches(".*[.](json|parquet)")).sorted().toList();
    }
  }

  @Test
  void theListOfErasedPersonsOutlivesARotationOfTheKey() throws IOException {
    List<String> lookup = List.of("+silver.customer_lookup");
    deliverNights("rotated", true);
    Engine old = engine("rotated", Map.of("CXW_PII_KEY", "the old key"));
    old.run(new RunOptions(FIRST, lookup, false), RunListener.NONE);
    String annByOld = pseudonym("ann@other.example");
    new Erasure(old.warehouse(), ErasureOptions.WAREHOUSE, RunListener.NONE)
        .run(requests("source_id,zendesk:880017171"));

    Engine unknown = engine("rotated", Map.of("CXW_PII_KEY", "the new key"));
    assertThatThrownBy(() -> unknown.run(new RunOptions(SECOND, lookup, false), RunListener.NONE))
        .isInstanceOfSatisfying(
            CxwException.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(error).hasMessageContaining("CXW_PII_KEY_OLD");
            });

    Map<String, String> both =
        Map.of("CXW_PII_KEY", "the new key", "CXW_PII_KEY_OLD", "the old key");
    RunOptions second = new RunOptions(SECOND, lookup, false);
    RunReport report = engine("rotated", both).run(second, RunListener.NONE);
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.steps())
        .filteredOn(step -> step.table().name().startsWith("customer_"))
        .allSatisfy(step -> assertThat(step.how()).isEqualTo(How.FULL));
    String lookups =
        engine("rotated", both).query("SELECT * FROM silver.customer_lookup").collectAsList() + "";
    assertThat(lookups).contains(pseudonym("ann@other.example")).doesNotContain(annByOld);

    // From now on the new key is enough.
    Engine alone = engine("rotated", Map.of("CXW_PII_KEY", "the new key"));
    again("rotated", true);
    alone.run(new RunOptions(THIRD, lookup, false), RunListener.NONE);
    assertAbsent("rotated", List.of("zoe.old@feather.example", "Quillfeather", "880017171"));
    StoredText stored = StoredText.below(folder.resolve("rotated/warehouse"));
    for (String secret : List.of("the old key", "the new key")) {
      assertThat(stored.with(secret)).isEmpty();
      assertThat(alone.toString() + settings("rotated", both)).doesNotContain(secret);
      assertThat(spark().sparkContext().getConf().toDebugString()).doesNotContain(secret);
    }
  }

  @Test
  void idsThatArePersonalDataArePseudonymsOutsideOfBronze() throws IOException {
    deliver(
        "ids",
        "billing/customers/2026-03-02/a.csv",
        CUSTOMERS,
        "ann@other.example,,,Ann Other,2026-01-01,DE,,,basic,web,",
        "zoe@feather.example,,,Zoe Quillfeather,2026-01-01,DE,,,basic,web,zendesk:880017171");
    deliver(
        "ids",
        "billing/orders/2026-03-02/a.csv",
        ORDERS,
        "O-1,ann@other.example,2026-03-01,1,10.00,EUR,sale",
        "O-2,zoe@feather.example,2026-03-01,1,10.00,EUR,sale");
    deliver(
        "ids",
        "zendesk/users/2026-03-02/a.json",
        user("880017171", "z@feather.example", "Zoe Quillfeather", "2026-03-01"));
    deliver(
        "ids",
        "generic_survey/responses/2026-03-02/a.csv",
        ANSWERS,
        "r1,s,q,zoe@feather.example,,9,,2026-03-01T10:00:00Z,completed");
    RunOptions orders = new RunOptions(FIRST, List.of("+gold.standing", "silver.answer"), false);
    Engine engine = engine("ids", Map.of(), "sources.billing.pii-ids=true");
    assertThat(engine.run(orders, RunListener.NONE).exitCode()).isEqualTo(ExitCode.OK);

    StoredText stored = StoredText.below(folder.resolve("ids/warehouse"));
    for (String clear : List.of("@other.example", "@feather.example")) {
      assertThat(stored.with(clear)).isNotEmpty().allMatch(file -> file.startsWith("bronze/"));
    }
    String customerOf =
        "SELECT customer_source_key, customer_id FROM silver.orders JOIN silver.customer_lookup"
            + " ON lookup_key = customer_source_key WHERE order_id = '%s'";
    Row zoe = engine.query(customerOf.formatted("billing:O-2")).first();
    assertThat(zoe.getString(0)).isEqualTo("billing:" + pseudonym("zoe@feather.example"));
    assertThat(zoe.getString(1)).isEqualTo(customer(engine));
    assertThat(engine.query("SELECT who FROM silver.answer").first().get(0)).isEqualTo(zoe.get(0));

    // Asked for by the help desk's id, found by what billing's customer list says.
    new Erasure(engine.warehouse(), ErasureOptions.WAREHOUSE, RunListener.NONE)
        .run(requests("source_id,zendesk:880017171"));
    assertAbsent("ids", List.of("zoe@feather.example", "Quillfeather", zoe.getString(1), "O-2"));
    assertThat(engine.query(customerOf.formatted("billing:O-1")).first().get(1)).isNotNull();
  }

  @Test
  void badRequestsAreToldAtOnceWithoutTheirValues() throws IOException {
    assertThatThrownBy(
            () -> requests("mail,x@y.z", "email,nobody", "phone,0301234", "source_id,erp:77", "a"))
        .isInstanceOfSatisfying(
            CxwException.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(error)
                  .hasMessageContaining("line 2")
                  .hasMessageContaining("line 3")
                  .hasMessageContaining("line 4")
                  .hasMessageContaining("line 5")
                  .hasMessageContaining("line 6")
                  .message()
                  .doesNotContain("nobody", "0301234", "x@y.z");
            });
  }
}

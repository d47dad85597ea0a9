package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.StepInputs;
import io.cxwarehouse.warehouse.TestRelations;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What {@code affected.sql} returns where a row points elsewhere than before, or only days pass.
 */
class AffectedSqlTest extends SparkCase {
  private static final String MOVED =
      "{\"_record_id\":\"surveymonkey:r1\",\"recipient_id\":\"B\",\"_change_type\":\"insert\"}";

  private final Definitions definitions = Definitions.load(List.of());

  @Test
  void anAnswerThatMovedAffectsTheInvitationThatItLeft() {
    Map<String, List<String>> rows =
        Map.of(
            "existing",
            List.of(
                "{\"invitation_id\":\"surveymonkey:A\",\"response_id\":\"surveymonkey:r1\"}",
                "{\"invitation_id\":\"surveymonkey:C\",\"response_id\":\"surveymonkey:r3\"}",
                "{\"invitation_id\":\"surveymonkey:D\"}"),
            "bronze.surveymonkey_responses_changes",
            List.of(MOVED));
    assertThat(affected("silver.survey_invitation", rows, "2027-12-31", "2027-12-31"))
        .containsExactlyInAnyOrder("surveymonkey:A", "surveymonkey:B");
  }

  @Test
  void anAnswerThatIsWithdrawnAffectsItsInvitation() {
    Map<String, List<String>> rows =
        Map.of(
            "existing",
            List.of("{\"invitation_id\":\"qualtrics:c1\",\"response_id\":\"qualtrics:R_1\"}"),
            "silver.survey_response_changes",
            List.of("{\"response_id\":\"qualtrics:R_1\",\"source\":\"qualtrics\"}"));
    assertThat(affected("silver.survey_invitation", rows, "2027-12-31", "2027-12-31"))
        .containsExactly("qualtrics:c1");
  }

  /** And without any, of none whether it was answered. */
  @Test
  void theFirstAnswersOfAToolTellOfAllItsInvitations() {
    String invitation = "{\"invitation_id\":\"%s\",\"source\":\"%s\",\"is_response_known\":%b}";
    Map<String, List<String>> rows =
        Map.of(
            "existing",
            List.of(
                invitation.formatted("surveymonkey:A", "surveymonkey", false),
                invitation.formatted("surveymonkey:B", "surveymonkey", true),
                invitation.formatted("qualtrics:c1", "qualtrics", false),
                invitation.formatted("qualtrics:c2", "qualtrics", true),
                invitation.formatted("zendesk:1", "zendesk", true)),
            "silver.survey_response",
            List.of("{\"response_id\":\"surveymonkey:r1\",\"source\":\"surveymonkey\"}"));
    assertThat(affected("silver.survey_invitation", rows, "2027-12-31", "2027-12-31"))
        .containsExactlyInAnyOrder("surveymonkey:A", "qualtrics:c2");
  }

  /**
   * The file that said so is replaced: no version of the identity names its first user any more.
   */
  @Test
  void anIdentityThatWasAnotherUsersInAReplacedFileAffectsBoth() {
    String identity = "{\"_record_id\":\"zendesk:i1\",\"user_id\":\"%s\"}";
    Map<String, List<String>> rows =
        Map.of(
            "bronze.zendesk_user_identities_changes",
            List.of(identity.formatted("1"), identity.formatted("2")),
            "bronze.zendesk_user_identities_versions",
            List.of(identity.formatted("2")));
    assertThat(affected("silver.customer_profile", rows, "2027-12-31", "2027-12-31"))
        .containsExactlyInAnyOrder("zendesk:1", "zendesk:2");
  }

  /** Held from November 2026 to 15 January 2027: at month ends up to December 2026. */
  @Test
  void monthsThatPassBringTheYearBeforeOfThoseWhoLeft() {
    Map<String, List<String>> rows =
        Map.of(
            "gold.fct_subscription",
            List.of(
                "{\"customer_id\":\"gone\",\"mrr\":5,\"start_date\":\"2026-11-30\",\"end_date\":\"2027-01-15\"}",
                "{\"customer_id\":\"free\",\"mrr\":0,\"start_date\":\"2026-11-30\"}",
                "{\"customer_id\":\"long ago\",\"mrr\":5,\"start_date\":\"2025-01-01\",\"end_date\":\"2025-06-01\"}"));
    String table = "gold.fct_customer_month";
    assertThat(affected(table, rows, "2027-10-31", "2027-10-31")).isEmpty();
    assertThat(affected(table, rows, "2027-09-01", "2027-10-31")).isEmpty();
    assertThat(affected(table, rows, "2027-10-31", "2027-11-01")).containsExactly("gone");
    assertThat(affected(table, rows, "2027-02-28", "2028-02-29")).containsExactly("gone");
    assertThat(affected(table, rows, "2027-12-01", "2027-12-31")).isEmpty();
    assertThat(affected(table, rows, "2027-12-31", "2028-02-29")).isEmpty();
  }

  /** A line that comes, goes or is revalued moves the numbers of the others. */
  @Test
  void aLineAffectsAllLinesOfItsOrder() {
    String line =
        "{\"order_id\":\"%s\",\"order_number\":\"%s\",\"customer_source_key\":\"%s\",\"_recheck_on\":\"%s\"}";
    List<String> orders =
        List.of(
            line.formatted("O|a", "O", "billing:1", "2026-04-02"),
            line.formatted("O|b", "O", "billing:1", "2026-03-01"),
            line.formatted("P|a", "P", "billing:1", "2026-03-01"),
            line.formatted("P|b", "P", "billing:2", "2026-03-01"),
            line.formatted("Q|b", "Q", "billing:1", "2026-03-01"));
    String table = "gold.fct_order";
    Map<String, List<String>> stood = Map.of("silver.orders", orders);
    assertThat(affected(table, stood, "2026-04-01", "2026-04-01")).isEmpty();
    assertThat(affected(table, stood, "2026-04-01", "2026-04-02"))
        .containsExactlyInAnyOrder("O|a", "O|b");
    Map<String, List<String>> revalued =
        Map.of(
            "silver.orders",
            orders,
            "silver.order_value_changes",
            List.of("{\"order_id\":\"P|a\"}"));
    assertThat(affected(table, revalued, "2026-04-01", "2026-04-01"))
        .containsExactlyInAnyOrder("P|a", "P|b");
    Map<String, List<String>> gone =
        Map.of(
            "silver.orders",
            orders,
            "silver.orders_changes",
            List.of(line.formatted("Q|a", "Q", "billing:1", "2026-03-01")));
    assertThat(affected(table, gone, "2026-04-01", "2026-04-01"))
        .containsExactlyInAnyOrder("Q|a", "Q|b");
    Map<String, List<String>> moved =
        Map.of(
            "silver.orders",
            orders,
            "silver.customer_lookup_changes",
            List.of("{\"lookup_key\":\"billing:2\"}"));
    assertThat(affected(table, moved, "2026-04-01", "2026-04-01"))
        .containsExactlyInAnyOrder("P|a", "P|b");
  }

  private List<String> affected(
      String table, Map<String, List<String>> rows, String previous, String asOf) {
    TableId id = TableId.of(table);
    StepInputs inputs =
        new StepInputs() {
          @Override
          public SparkSession spark() {
            return AffectedSqlTest.this.spark();
          }

          @Override
          public Dataset<Row> relation(String name) {
            return rows(rows, name, name);
          }

          @Override
          public Parameters parameters() {
            return new Parameters(TestRelations.parameters(Map.of("as_of", asOf)));
          }
        };
    Dataset<Row> found =
        AffectedRows.select(
            definitions.table(id).affected().orElseThrow(),
            inputs,
            rows(rows, "existing", table),
            LocalDate.parse(previous),
            inputs::relation);
    return found.collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  private Dataset<Row> rows(Map<String, List<String>> rows, String name, String relation) {
    return spark()
        .read()
        .schema(TestRelations.schema(definitions, relation))
        .json(spark().createDataset(rows.getOrDefault(name, List.of()), Encoders.STRING()));
  }
}

package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Closed months of employees' answers over several nights: answers that come late or are changed
 * later, people who move, corrections of where they were. What was published stays as it was, and
 * all nights together give the tables of one rebuild.
 */
class EnpsNightsTest extends NightCase {
  private static final String ENPS = "gold.kpi_enps_monthly";
  private static final List<String> TABLES = List.of("+" + ENPS);
  private static final int EMPLOYEES = 40;
  private static final List<LocalDate> NIGHTS =
      List.of(
          LocalDate.of(2026, 1, 20),
          LocalDate.of(2026, 2, 2),
          LocalDate.of(2026, 3, 4),
          LocalDate.of(2026, 3, 31));

  private final Random random = new Random(5);

  @Test
  void whatWasPublishedStaysAndNightsGiveTheTablesOfOneRebuild() throws IOException {
    LocalDate last = NIGHTS.get(NIGHTS.size() - 1);
    for (LocalDate night : NIGHTS) {
      deliver(night);
    }
    Engine nightly = engine("nightly", "warehouse.timezone=UTC");
    Map<String, String> published = new HashMap<>();
    int kept = 0;
    for (LocalDate night : NIGHTS) {
      run(nightly, night, TABLES);
      Map<String, String> now = published(nightly);
      assertThat(now).as("published before %s", night).containsAllEntriesOf(published);
      kept += published.size();
      published = now;
    }
    assertThat(published.keySet())
        .as("closed months")
        .contains("2026-01-01 all all", "2026-02-01 all all", "2026-03-01 all all");
    assertThat(published.values()).as("shown").anyMatch(row -> row.contains("false"));
    assertThat(published.values()).as("suppressed").anyMatch(row -> row.contains("true"));
    assertThat(kept).isGreaterThan(20);

    Engine rebuilt = engine("rebuilt", "warehouse.timezone=UTC");
    run(rebuilt, last, TABLES);
    assertSameTables(nightly, rebuilt, TABLES, last);
    assertThat(rows(nightly, TableId.of("silver.employee_answer")).count())
        .as("answers, late ones among them")
        .isGreaterThan(EMPLOYEES);
  }

  /** Answers of the last weeks, some changed, some delivered late; a list of who moved. */
  private void deliver(LocalDate night) throws IOException {
    List<String> answers =
        new ArrayList<>(
            List.of("response_id,survey_id,question_id,respondent_id,score,submitted_at,audience"));
    List<String> people = new ArrayList<>(List.of("employee_id,department,location,updated_at"));
    boolean isFirst = night.equals(NIGHTS.get(0));
    for (int i = 0; i < EMPLOYEES; i++) {
      for (int month = 1; month <= night.getMonthValue(); month++) {
        LocalDate given = LocalDate.of(2026, month, 1 + random.nextInt(28));
        boolean isNew = month == night.getMonthValue() || random.nextInt(6) == 0;
        if (isNew && random.nextInt(3) > 0) {
          // the same submission again is a change, given later
          LocalDate at = given.isAfter(night) ? night : given;
          answers.add(
              "R%d-%d,pulse,enps,E-%d,%d,%sT1%d:00:00Z,employee"
                  .formatted(month, i, i, random.nextInt(11), at, random.nextInt(10)));
        }
      }
      if (isFirst || random.nextInt(5) == 0) {
        LocalDate since = night.minusDays(random.nextInt(60));
        people.add(
            "E-%d,D%d,L%d,%sT08:00:00Z"
                .formatted(
                    i, Math.min(random.nextInt(12), random.nextInt(5)), random.nextInt(2), since));
      }
    }
    deliver("generic_survey/responses/" + night + "/answers.csv", answers);
    deliver("hr/employees/" + night + "/employees.csv", people);
  }

  /** Month, cut and group to the row as text. */
  private Map<String, String> published(Engine engine) {
    Map<String, String> rows = new HashMap<>();
    for (Row row : rows(engine, TableId.of(ENPS)).collectAsList()) {
      rows.put(row.get(0) + " " + row.get(1) + " " + row.get(2), row.toString());
    }
    return rows;
  }
}

package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingScan;
import io.cxwarehouse.raw.SourceShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of survey tools, in the shapes in which they come, read with the shipped settings. */
class SurveyDeliveriesTest extends SparkCase {
  private static final String DAY = "/2026-03-30/";

  @TempDir Path root;

  private void land(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  /** The columns asked for, row by row, in order of record ids. */
  private Map<String, List<String>> intake(String table, List<String> columns, String... settings) {
    Settings loaded =
        SettingsLoader.load(Optional.empty(), List.of(settings), Map.of("CXW_PII_KEY", "test-key"));
    Map<String, SourceShape> sources = Shapes.of(loaded.sources());
    Landing landing =
        LandingScan.scan(
            root.toString(),
            spark().sessionState().newHadoopConf(),
            sources,
            LocalDate.of(2026, 3, 31),
            Instant.EPOCH);
    try (IntakeResult result =
        Intake.read(
            spark(),
            landing,
            Shapes.entities(sources.values()),
            KnownFiles.of(List.of()),
            "run",
            Optional.empty())) {
      assertThat(result.rejected().collectAsList()).isEmpty();
      Map<String, List<String>> rows = new TreeMap<>();
      for (EntityRows read : result.tables()) {
        if (read.table().name().equals(table)) {
          for (Row row : read.rows().collectAsList()) {
            rows.put(
                row.getAs("_record_id"),
                columns.stream()
                    .map(column -> String.valueOf((Object) row.getAs(column)))
                    .toList());
          }
        }
      }
      return rows;
    }
  }

  @Test
  void qualtricsOfTodayAndOfOld() throws IOException {
    land(
        "qualtrics/responses" + DAY + "SV_a/today.csv",
        """
        StartDate,EndDate,Status,ResponseId,RecordedDate,RecipientEmail,Q1,Q2_1
        Startdatum,Enddatum,Antworttyp,Antwort-ID,Datum,E-Mail,"Würden Sie ""uns""
        weiterempfehlen?",Status
        "{""ImportId"":""startDate"",""timeZone"":""Europe/Berlin""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}","{""ImportId"":""_recordId""}","{""ImportId"":""recordedDate""}","{""ImportId"":""recipientEmail""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}"
        2026-03-29 08:00:00,2026-03-29 08:01:00,0,R_1,2026-03-29 08:01:02,ann@example.com,9,4
        """);
    land(
        "qualtrics/responses" + DAY + "SV_b.csv",
        "\uFEFF"
            + """
            V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,Q2,
            ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,How likely?,"Why,
            in a few words?",
            R_2,Default,Anonym,C-7,,192.0.2.1,0,2017-07-18 08:28:09,2017-07-18 08:28:48,1,7,Hello World!,
            """);
    assertThat(
            intake(
                "qualtrics_responses",
                List.of("survey_id", "Status", "EndDate", "ExternalReference", "_rescued")))
        .isEqualTo(
            Map.of(
                "qualtrics:R_1",
                List.of(
                    "SV_a", "0", "2026-03-29 08:01:00", "null", "{\"Q1\":\"9\",\"Q2_1\":\"4\"}"),
                "qualtrics:R_2",
                List.of(
                    "SV_b",
                    "0",
                    "2017-07-18 08:28:48",
                    "C-7",
                    "{\"Q1\":\"7\",\"Q2\":\"Hello World!\"}")));
  }

  @Test
  void hotjarsNumbersAreThoseOfOneSurvey() throws IOException {
    String head =
        "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,Hotjar User ID,plan,";
    String row = ",,2026-03-29 10:00:00,DE,https://shop.example/,desktop,Chrome,Linux,u-1,pro,";
    land("hotjar/survey" + DAY + "nps/a.csv", head + "\"Wie, wahrscheinlich?\"\n1" + row + "9\n");
    land("hotjar/survey" + DAY + "csat/part 1/a.csv", head + "How satisfied?\n1" + row + "4\n");
    assertThat(intake("hotjar_survey", List.of("survey_id", "_rescued")))
        .isEqualTo(
            Map.of(
                "hotjar:nps|1",
                List.of("nps", "{\"plan\":\"pro\",\"Wie, wahrscheinlich?\":\"9\"}"),
                "hotjar:csat|1",
                List.of("csat", "{\"plan\":\"pro\",\"How satisfied?\":\"4\"}")));
  }

  @Test
  void anyToolNeedsNothingButConfiguration() throws IOException {
    land(
        "generic_survey/responses" + DAY + "a.csv",
        "response_id,survey_id,question_id,score\nR1,S1,Q1,9\nR1,S1,Q2,4\n");
    land(
        "generic_survey/responses" + DAY + "some folder/b.jsonl",
        "\n{\"response_id\":\"R2\",\"survey_id\":\"S1\",\"question_id\":\"Q1\",\"score\":8}\n");
    land(
        "generic_survey/responses" + DAY + "antlere/export.csv",
        "Antwort;Umfrage;Frage;Bewertung\nR1;S1;Q1;\"7\"\n");
    String folder = "sources.generic_survey.entities.responses.folders.antlere.";
    assertThat(
            intake(
                "generic_survey_responses",
                List.of("tool", "response_id", "score"),
                folder + "options.delimiter=semicolon",
                folder + "columns.response_id.aliases=[Antwort]",
                folder + "columns.survey_id.aliases=[Umfrage]",
                folder + "columns.question_id.aliases=[Frage]",
                folder + "columns.score.aliases=[Bewertung]"))
        .isEqualTo(
            Map.of(
                "generic_survey:R1", List.of("generic_survey", "R1", "4"),
                "generic_survey:R2", List.of("generic_survey", "R2", "8"),
                "antlere:R1", List.of("antlere", "R1", "7")));
  }
}

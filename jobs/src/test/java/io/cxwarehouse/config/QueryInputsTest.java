package io.cxwarehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryInputsTest {
  private static final Date ALWAYS = Date.valueOf("1900-01-01");

  /** What the public contract of the configuration shows, with every list and object filled. */
  private static final String EVERY_KEY =
      """
      landing.root = "/landing"
      warehouse { root = "/wh", timezone = "Europe/Berlin", reporting-currency = "EUR", fiscal-year-start = 1, week-start = monday, extra = [] }
      privacy  { key-env = "CXW_PII_KEY", min-group-size = 5 }
      identity { max-records-per-key = 20, references { zendesk.external_id = salesforce } }
      customers { acquisition-channels { web = ["Home-Page"] } }
      churn    { inactive-after-days = 90, basis = [orders, subscriptions], nrr-includes-reactivation = false, first-month = "2025-07",
                 reason-questions = [{ source = surveymonkey, survey = "900009", question = "800009" }] }
      clv      { refit = month-end,   # or every-run
                 models = [bgnbd, mbgnbd, pareto_nbd], publish = best, segment = none, holdout-weeks = 26, horizon-months = 12, annual-discount = 0.10, margin = 1.0, min-repeaters = 100, exclude = [c_1] }
      support  { fcr-window-days = 7, default-first-reply-target-minutes = 1440, digital-channels = [Chat, chat, messaging, Video-Call], default-schedules { zendesk = 501 },
                 channels { kiosk = ["Self Service"], zendesk { "103" = messaging, Voice = Phone, VOICE = phone, Line_2 = Shop-Window } },
                 status-map { salesforce { "Working" = open, "Waiting on Customer" = pending }, freshdesk { "2" = open } } }
      topics   = [{ topic = delivery, tags = [ship], fields { Area = [Versand] }, keywords { en = [parcel], de = ["liefer*"] } }]
      journey  { stages { buy = ["Pop-up Store"] } }
      surveys  { counting = answer
                 response-maturity-days = 14
                 questions = [
                   { source = surveymonkey, survey = "900001", question = "800001", metric = nps,  scale = [0, 10], kind = relational, touchpoint = onboarding, channel = email, audience = customer }
                   { source = qualtrics,    survey = "SV_x",   question = "Q3",     metric = ces,  scale = [1, 7], high-is = hard }        # default: easy
                   { source = hotjar,       survey = "nps",    question = "How likely are you to recommend us?", metric = nps, scale = [0, 10] }
                   { source = zendesk,      survey = "csat",   question = "satisfaction_rating", metric = csat, scale = [0, 1] }            # good 1, bad 0
                   { source = freshdesk,    survey = "77",     question = "satisfaction_rating", metric = csat, scale = [-103, 103], favorable-from = 101 }
                 ] }
      sources.crm { enabled = true, timezone = "UTC", required = false, require-marker = false, max-lag = 2 days, max-rejected-rate = 0.05, settle-time = 0 s,
                    entities.contact { format = csv, options { }, key = [Id], cursor = SystemModstamp, columns { Id = string, SystemModstamp { type = timestamp, aliases = [Modified] } } } }
      benchmarks { nps = [30, 50], csat = [0.78, 0.85] }
      targets { nps = 45, csat = [{ value = 0.8 }, { value = 0.9, segment = "country=DE", valid-from = "2026-04-01" }] }
      alerts { nps { below = 30 } }
      publish  { postgres { url = ${?CXW_POSTGRES_URL}, schema = gold }, exports { bi { tables = [gold.kpi_scorecard], format = csv, path = "/out" } }, on-check-failure = hold }
      spark    { sql.shuffle.partitions = 8 }
      """;

  @TempDir private Path folder;

  private Settings settings() throws IOException {
    Path file = Files.writeString(folder.resolve("every.conf"), EVERY_KEY);
    return SettingsLoader.load(Optional.of(file), List.of(), Map.of("CXW_PII_KEY", "hush"));
  }

  @Test
  void parametersHaveTheTypesThatQueriesExpect() throws IOException {
    Map<String, Object> values = QueryInputs.parameters(settings(), LocalDate.of(2026, 3, 28));
    assertThat(values)
        .containsEntry("as_of", Date.valueOf("2026-03-28"))
        .containsEntry("timezone", "Europe/Berlin")
        .containsEntry("week_start", "monday")
        .containsEntry("fiscal_year_start", 1)
        .containsEntry("churn_first_month", Date.valueOf("2025-07-01"))
        .containsEntry("churn_on_orders", true)
        .containsEntry("clv_annual_discount", 0.10)
        .containsEntry("survey_counting", "answer")
        .containsEntry("scorecard_min_n", 10)
        .containsEntry(
            "topic_rules",
            "[{\"topic\":\"delivery\",\"values\":{\"area\":[\"Versand\"],\"tags\":[\"ship\"]},"
                + "\"keywords\":[\"liefer*\",\"parcel\"]}]")
        .containsEntry("journey_move_on_days", 30)
        .containsEntry("crm_timezone", "UTC")
        .hasSize(38 + settings().sources().size());
  }

  @Test
  void aBusinessDayEndsWhereTheNextOneBegins() throws IOException {
    // 29 March 2026 has 23 hours in Berlin: it ends at 24:00 summer time.
    assertThat(asOfEnd(28)).isEqualTo("2026-03-28T23:00:00Z");
    assertThat(asOfEnd(29)).isEqualTo("2026-03-29T22:00:00Z");
  }

  private Instant asOfEnd(int day) throws IOException {
    return ((Timestamp)
            QueryInputs.parameters(settings(), LocalDate.of(2026, 3, day)).get("as_of_end"))
        .toInstant();
  }

  @Test
  void relationsHoldWhatTheFilesSay() throws IOException {
    Map<String, Relation> relations = QueryInputs.relations(settings());
    Relation questions = relations.get("config.survey_question");
    assertThat(questions.columns()).hasSize(12).contains(new Relation.Field("scale_min", "DOUBLE"));
    assertThat(questions.rows().get(1))
        .containsExactly(
            "qualtrics",
            "SV_x",
            "Q3",
            "ces",
            1.0,
            7.0,
            "hard",
            null,
            "relational",
            null,
            null,
            "customer");
    assertThat(relations.get("config.status_map").rows())
        .contains(
            new Object[] {"freshdesk", "2", "open"},
            new Object[] {"salesforce", "waiting on customer", "pending"},
            new Object[] {"zendesk", "on-hold", "hold"});
    assertThat(relations.get("config.channel_name").rows())
        .contains(
            new Object[] {"zendesk", "103", "messaging"},
            new Object[] {"zendesk", "voice", "phone"},
            new Object[] {"zendesk", "line 2", "Shop-Window"},
            new Object[] {"*", "self service", "kiosk"},
            new Object[] {"*", "kiosk", "kiosk"},
            new Object[] {"*", "shop window", "Shop-Window"},
            new Object[] {"*", "video call", "Video-Call"},
            new Object[] {"*", "online", "web"},
            new Object[] {"*", "chatbot", "chatbot"},
            new Object[] {"*", "forum", "forum"});
    assertThat(relations.get("config.identity_reference").rows())
        .containsExactly(new Object[] {"zendesk", "external_id", "salesforce"});
    assertThat(relations.get("config.acquisition_channel").rows())
        .contains(
            new Object[] {"home page", "web"},
            new Object[] {"web", "web"},
            new Object[] {"partner referral", "referral"});
    assertThat(relations.get("config.journey_stage").rows())
        .contains(
            new Object[] {"Pop-up Store", "pop up store", "buy"},
            new Object[] {"onboarding", "onboarding", "onboard"});
    assertThat(relations.get("config.journey_order").rows())
        .hasSize(7)
        .contains(new Object[] {"aware", 1}, new Object[] {"renew", 7});
    assertThat(relations.get("config.benchmark").rows())
        .contains(
            new Object[] {"nps", "all", "all", ALWAYS, 30.0, 50.0},
            new Object[] {"ces", "all", "all", ALWAYS, 0.7, null});
    assertThat(relations.get("config.alert").rows())
        .containsExactly(new Object[] {"nps", 30.0, null});
    assertThat(relations.get("config.target").rows())
        .containsExactly(
            new Object[] {"csat", "all", "all", ALWAYS, 0.8},
            new Object[] {"csat", "country", "DE", Date.valueOf("2026-04-01"), 0.9},
            new Object[] {"nps", "all", "all", ALWAYS, 45.0});
    assertThat(relations.get("config.source_timezone").rows())
        .contains(new Object[] {"crm", "UTC"});
    assertThat(relations.get("config.default_schedule").rows())
        .containsExactly(new Object[] {"zendesk", "501"});
    assertThat(relations.get("config.churn_reason_question").rows())
        .containsExactly(new Object[] {"surveymonkey", "900009", "800009"});
    assertThat(relations.get("config.clv_exclude").rows()).containsExactly(new Object[] {"c_1"});
    assertThat(relations.get("config.digital_channel").rows())
        .containsExactly(
            new Object[] {"chat"}, new Object[] {"messaging"}, new Object[] {"Video-Call"});
  }
}

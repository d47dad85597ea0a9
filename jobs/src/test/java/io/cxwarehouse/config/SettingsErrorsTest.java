package io.cxwarehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsErrorsTest {
  private static final String ROOTS = "landing.root = l, warehouse.root = w\n";

  @TempDir private Path folder;

  @Test
  void everyProblemIsToldAtOnceWithFileAndLine() throws IOException {
    String message =
        message(
            """
            warehouse {
              timezone = Europe/Berln
              reporting-curency = CHF
            }
            churn.inactive-after-days = soon
            surveys.questions = [
              { source = s, survey = "1", question = "2", metric = npx, scale = [10, 0] }
            ]
            sources.crm.entities.people {
              format = csv
              key = [Idd]
              columns { Id = string }
            }
            """);
    Path file = folder.resolve("my.conf");
    assertThat(message)
        .contains(
            "8 problems",
            "landing: missing; expected an object",
            "warehouse.root: missing; expected a text",
            file + ":2: warehouse.timezone: \"Europe/Berln\" is not a time zone such as",
            file + ":3: warehouse.reporting-curency: unknown key; did you mean reporting-currency?",
            file + ":5: churn.inactive-after-days: \"soon\" is not a whole number from 1 to 3650",
            file + ":7: surveys.questions[0].metric: \"npx\" is not one of [nps, csat, ces, enps]",
            file + ":7: surveys.questions[0].scale: [10,0] is not [low, high] with low < high",
            file
                + ":11: sources.crm.entities.people.key: “Idd” is not among the columns; did you"
                + " mean Id?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "surprise = 1; surprise: unknown key",
        "warehouze.root = 1; did you mean warehouse?",
        "churn = 5; churn: 5 is not an object",
        "churn.basis = [order]; “order” is none of orders, subscriptions",
        "churn.basis = []; names none of",
        "churn.first-month = July; \"July\" is not a month such as 2026-01",
        "churn.inactive-after-days = 1.5; 1.5 is not a whole number",
        "churn.nrr-includes-reactivation = perhaps; is not true or false",
        "clv.publish = pareto; neither best nor one of clv.models",
        "clv.margin = -1; -1 is not a number",
        "warehouse.week-start = friyay; is not one of [monday",
        "warehouse.reporting-currency = EURO; is not a currency code",
        "warehouse.fiscal-year-start = 13; 13 is not a whole number from 1 to 12",
        "benchmarks.nps = [50, 30]; [50,30] is not [low, high]",
        "benchmarks.NPS = [30, 50]; small letters",
        "targets.nps = [{ value = 1, segment = DE }]; targets.nps[0].segment: “DE” is not of the form name=value",
        "targets.nps = [{ value = 1, valid-from = May }]; \"May\" is not a date",
        "targets.nps = [{ value = 1 }, { value = 2 }]; targets.nps: has two values for one segment",
        "benchmarks.nps = [{ value = 1 }]; benchmarks.nps[0].range: missing",
        "alerts.nps.under = 3; alerts.nps.under: unknown key",
        "identity.references { zendesk = salesforce }; not of the form source.field",
        "customers.acquisition-channels.zine = [WEB-]; “web” belongs to",
        "customers.acquisition-channels { referral = null, recommended = [referral] };"
            + " recommended: “referral” belongs to referral, a word that KPIs are counted by",
        "support.channels.zine = [Website]; “website” belongs to web already",
        "support.channels { web = null, online = [web] }; “web” belongs to web, a word that KPIs",
        "support.channels.zendesk { Voice = phone, VOICE = chat }; “voice” belongs to",
        "support.channels.\"*\" { a = phone }; is no source",
        "journey.stages.visit = [Web-Site, WEBSITE]; “WEBSITE” belongs to aware",
        "journey.order = [buy, use, buy]; journey.order: names a stage twice",
        "topics = [{ topic = a }]; topics[0].topic: no tag, category, field or keyword",
        "topics = [{ topic = a, tags = [x] }, { topic = a, tags = [y] }]; topics[1].topic: “a” is listed",
        "topics = [{ topic = a, keywords { de = [\"li*fer\"] } }]; keywords.de: “li*fer”: a * may stand",
        "topics = [{ topic = a, keywords { de = [\"?!\"] } }]; “?!” has no letter or digit",
        "support.status-map.zendesk.odd = waiting; is not one of [new, open",
        "privacy.demo-key = x; a key in a file is no secret",
        "publish.postgres.password = x; a secret in a file or command is none",
        "spark.hadoop.fs.s3a.secret.key = x; fs.s3a.secret.key: a secret in a file",
        "spark.hadoop { \"fs.s3a.bucket.b.access.key\" = x }; access.key: a secret in a file",
        "spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net = x; a secret in a file",
        "spark.ssl.keyPassword = x; spark.ssl.keyPassword: a secret in a file",
        "spark.executorEnv.CXW_PII_KEY = x; a secret in a file",
        "publish.exports.x { tables = [silver.y], format = csv, path = p }; is no table of gold",
        "publish.exports.x { tables = [gold.y], format = csv, path = p }, publish.exports.y ="
            + " ${publish.exports.x}; is the path of two",
        "sources.zendesk.max-lag = never; is not a duration such as 2 days",
        "sources.zendesk.max-rejected-rate = 5; 5 is not a number from 0.0 to 1.0",
        "sources.zendesk.entities.tickets.cursor = update_at; did you mean updated_at?",
        "sources.zendesk.entities.tickets.format = xml; is not one of [csv, json, text, parquet]",
        "sources.zendesk.entities.tickets.options.delimiter = x; options.delimiter: unknown key",
        "sources.billing.entities.orders.options.delimiter = ab; is not a single letter",
        "sources.billing.entities.orders.options.encoding = utf9; is not an encoding",
        "sources.billing.entities.orders.options.max-field-bytes = big; is not a size",
        "sources.billing.entities.orders.columns._x = string; must not begin with _",
        "sources.billing.entities.orders.columns.a.aliases = [amount]; another column",
        "sources.generic_survey.entities.responses.record = [score]; not in the key",
        "sources.generic_survey.entities.responses.columns.tool.aliases = [t]; not from a field",
        "sources.generic_survey.entities.responses.columns.tool.from = path; survey-folder",
        "sources.generic_survey.entities.responses.folders.zendesk.timezone = UTC; name of a source",
        "sources.generic_survey.entities.responses.folders.a.key = [score]; not one folder's",
        "sources.generic_survey.entities.responses.folders.a.columns.mark = string; the entity itself",
        "sources.generic_survey.entities.responses.folders.a.colums { }; did you mean columns?",
        "sources.Odd.timezone = UTC; small letters",
        "sources.odd.entities.a.format = csv; sources.odd.entities.a.key: missing",
        "surveys.questions = [{ metric = nps }]; surveys.questions[0].survey: missing",
        "clv.margin = ${NOTHING}; NOTHING",
        "churn { ; my.conf",
      })
  void eachKindOfProblemIsNamed(String text, String expected) throws IOException {
    assertThat(message(ROOTS + text)).contains(expected).contains("my.conf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "metric = nps, scale = [1, 5]; nps is asked on [0, 10] only",
        "metric = csat, scale = [1, 5], favorable-from = 9; 9.0 is outside the scale",
        "metric = csat, scale = [1, 5], high-is = hard; is for metric ces only",
        "metric = ces, scale = [1, 5], high-is = up; is not one of [easy, hard]",
        "metric = enps, scale = [0, 10], audience = customer; is of employees",
        "metric = csat; scale: missing",
      })
  void questionsAreChecked(String text, String expected) throws IOException {
    String question = "{ source = s, survey = a, question = b, " + text + " }";
    assertThat(message(ROOTS + "surveys.questions = [" + question + "]")).contains(expected);
  }

  @Test
  void aQuestionListedTwiceIsToldApart() throws IOException {
    String question = "{ source = s, survey = a, question = b, metric = nps, scale = [0, 10] }";
    assertThat(message(ROOTS + "surveys.questions = [" + question + "," + question + "]"))
        .contains("is listed twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include url(\"http://192.0.2.1:1/my.conf\")",
        "include \"https://user:hush@192.0.2.1/my.conf\"",
        "churn { include required(url(\"file:///etc/hostname\")) }",
        "include file(\"other.conf\")"
      })
  void nothingIsIncludedFromElsewhere(String text) throws IOException {
    Files.writeString(folder.resolve("other.conf"), "include \"ftp://192.0.2.1/my.conf\"");
    String include = text.replace("other.conf", folder.resolve("other.conf").toString());
    assertThat(message(ROOTS + include))
        .contains("The configuration includes", "remedy: Copy the file")
        .doesNotContain("hush");
  }

  private String message(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    CxwException error =
        catchThrowableOfType(
            CxwException.class,
            () -> SettingsLoader.load(Optional.of(file), List.of(), Map.of("CXW_PII_KEY", "hush")));
    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
    return error.getMessage();
  }
}

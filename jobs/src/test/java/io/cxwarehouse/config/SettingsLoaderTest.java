package io.cxwarehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  private static final Map<String, String> KEY = Map.of("CXW_PII_KEY", "hush");
  private static final String ROOTS = "landing.root = l, warehouse.root = w\n";

  @TempDir private Path folder;

  @Test
  void shippedDefaultsRunTheDemoWithoutAnyFile() {
    Settings settings = SettingsLoader.load(Optional.empty(), List.of(), Map.of());
    assertThat(settings.privacy().isDemoKey()).isTrue();
    assertThat(settings.landing().root()).isEqualTo("work/landing");
    assertThat(settings.sources().keySet())
        .contains(
            "billing",
            "chatbot",
            "freshdesk",
            "hubspot",
            "intercom",
            "salesforce",
            "surveymonkey",
            "zendesk");
    assertThat(settings.sources().get("zendesk").entities().keySet())
        .containsExactly(
            "brands",
            "groups",
            "organizations",
            "satisfaction_ratings",
            "schedules",
            "sla_policies",
            "survey_responses",
            "ticket_audits",
            "tickets",
            "user_identities",
            "users");
    assertThat(settings.spark().settings()).containsEntry("spark.master", "local[*]");
  }

  @Test
  void keysAndTypesOfAnEntityAreRead() {
    Settings settings = SettingsLoader.load(Optional.empty(), List.of(), Map.of());
    Source.Entity orders = settings.sources().get("billing").entities().get("orders");
    assertThat(orders.key()).containsExactly("order_id");
    assertThat(orders.identity())
        .containsExactly("customer_id", "ordered_at", "product", "amount", "quantity");
    assertThat(orders.column("ordered_at"))
        .isEqualTo(
            new Source.Column(
                "ordered_at",
                Source.ColumnType.TIMESTAMP,
                true,
                false,
                List.of(),
                Source.Origin.FILE));
    assertThat(orders.options().delimiter()).isEqualTo(',');
    Source.Entity audits = settings.sources().get("zendesk").entities().get("ticket_audits");
    assertThat(audits.options().records()).containsExactly("audits", "ticket_audits");
  }

  @Test
  void clusterDefaultsNeedOnlyTheRootsAndTheKey() throws IOException {
    Settings settings = load("include \"conf/env/cluster.conf\"\n" + ROOTS);
    assertThat(settings.privacy().key()).isEqualTo("hush");
    assertThat(settings.privacy().isDemoKey()).isFalse();
    assertThat(settings.spark().settings()).containsEntry("spark.sql.shuffle.partitions", "64");
    assertThat(settings.publish().postgres().url()).isEmpty();
  }

  @Test
  void aDeploymentsFileOverridesTheDefaultsAndSetOverridesTheFile() throws IOException {
    Settings settings =
        load(
            ROOTS + "churn.inactive-after-days = 60, warehouse.timezone = Europe/Berlin",
            "churn.inactive-after-days=45",
            "landing.root=s3a://bucket/landing",
            "warehouse.extra=[\"/more\"]",
            "sources.zendesk.enabled=false",
            "support.status-map.zendesk.waiting=pending");
    assertThat(settings.churn().inactiveAfterDays()).isEqualTo(45);
    assertThat(settings.warehouse().timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(settings.landing().root()).isEqualTo("s3a://bucket/landing");
    assertThat(settings.warehouse().extra()).containsExactly("/more");
    assertThat(settings.sources().get("zendesk").enabled()).isFalse();
    assertThat(settings.support().statusMap().get("zendesk"))
        .containsEntry("waiting", "pending")
        .containsEntry("on-hold", "hold");
  }

  @Test
  void aToolsFolderIsReadLikeItsEntityExceptWhereItSaysOtherwise() throws IOException {
    Settings settings =
        load(
            ROOTS
                + """
                  sources.generic_survey {
                    timezone = Europe/Vienna
                    entities.responses.folders.antlere {
                      timezone = Europe/London
                      options.delimiter = semicolon
                      columns { score.aliases = [Bewertung], status.type = string }
                    }
                  }
                  """);
    Source.Entity responses = settings.sources().get("generic_survey").entities().get("responses");
    Source.Entity antlere = responses.folders().get("antlere").entity();
    assertThat(responses.options().delimiter()).isEqualTo(',');
    assertThat(antlere.options().delimiter()).isEqualTo(';');
    assertThat(antlere.key()).isEqualTo(responses.key());
    assertThat(antlere.columns()).hasSameSizeAs(responses.columns());
    assertThat(antlere.column("score").aliases()).containsExactly("Bewertung");
    assertThat(antlere.column("score").type()).isEqualTo(Source.ColumnType.DECIMAL);
    assertThat(antlere.column("email")).isEqualTo(responses.column("email"));
    assertThat(QueryInputs.relations(settings).get("config.source_timezone").rows())
        .contains(
            new Object[] {"generic_survey", "Europe/Vienna"},
            new Object[] {"antlere", "Europe/London"});
  }

  /** Who may be told is told in files; what would let others write there is not. */
  @Test
  void placesOfNoticesAreReadAndTheirSecretsAreNotShown() throws IOException {
    String mail = "observe.mail { host = mx, from = \"a@x\", to = \"b@x\" }\n";
    Map<String, String> secrets =
        Map.of(
            "CXW_PII_KEY", "hush",
            "CXW_SMTP_USER", "",
            "CXW_SMTP_PASSWORD", "hush-mail",
            "CXW_LINEAGE_KEY", "hush-lineage",
            "CXW_WEBHOOK_URL", "https://hooks.example/hush");
    Path file = Files.writeString(folder.resolve("mail.conf"), ROOTS + mail);
    Observe observe = SettingsLoader.load(Optional.of(file), List.of(), secrets).observe();
    assertThat(observe.mail().orElseThrow().port()).isEqualTo(587);
    assertThat(observe.mail().orElseThrow().security()).isEqualTo(Observe.MailSecurity.STARTTLS);
    assertThat(observe.mail().orElseThrow().user()).isEmpty();
    assertThat(observe.mail().orElseThrow().password()).contains("hush-mail");
    assertThat(observe.webhook().orElseThrow().getPath()).isEqualTo("/hush");
    assertThat(observe.lineage().isOn()).isFalse();
    assertThat(observe.toString()).doesNotContain("hush").contains("b@x");
    assertThat(load(ROOTS).observe().mail()).isEmpty();

    CxwException wrong =
        catchThrowableOfType(
            CxwException.class,
            () ->
                load(
                    ROOTS
                        + "observe { mail.host = mx, webhook.url = \"https://x/y\","
                        + " push-gateway = \"http://me:hush@gw\" }"));
    assertThat(wrong)
        .hasMessageContaining("observe.mail.from: missing")
        .hasMessageContaining("observe.mail.to: names nobody")
        .hasMessageContaining("observe.webhook.url: a secret in a file")
        .hasMessageContaining("observe.push-gateway: is not an address such as http://host:9091")
        .hasMessageNotContaining("me:hush");
    CxwException typo =
        catchThrowableOfType(
            CxwException.class,
            () ->
                SettingsLoader.load(
                    Optional.of(file),
                    List.of(),
                    Map.of("CXW_PII_KEY", "hush", "CXW_WEBHOOK_URL", "hooks.example/s3cret")));
    assertThat(typo)
        .hasMessageContaining("observe.webhook.url: is not an address such as https://host/path")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aNewSourceNeedsNoJava() throws IOException {
    Source helpdesk =
        load(ROOTS
                + """
                    sources.helpdesk {
                      max-lag = 36 hours
                      entities.tickets {
                        format = csv
                        options { delimiter = tab, header-rows = 3, encoding = ISO-8859-1, null-texts = [NULL, "n/a"], max-field-bytes = 1 MiB }
                        key = [id, "part.no"]
                        columns { id = string, "part.no" { aliases = [part, Part] } }
                      }
                    }
                    """)
            .sources()
            .get("helpdesk");
    assertThat(helpdesk.maxLag()).isEqualTo(Duration.ofHours(36));
    assertThat(helpdesk.maxRejectedRate()).isEqualTo(0.05);
    Source.Entity tickets = helpdesk.entities().get("tickets");
    assertThat(tickets.options().delimiter()).isEqualTo('\t');
    assertThat(tickets.options().maxFieldBytes()).isEqualTo(1 << 20);
    assertThat(tickets.options().nullTexts()).containsExactly("NULL", "n/a");
    assertThat(tickets.column("part.no").aliases()).containsExactly("part", "Part");
  }

  @Test
  void withoutAKeyForPseudonymsNothingStarts() throws IOException {
    Path file = write(ROOTS);
    CxwException error = failure(() -> SettingsLoader.load(Optional.of(file), List.of(), Map.of()));
    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(error).hasMessageContaining("CXW_PII_KEY").hasMessageContaining("openssl rand");
  }

  @Test
  void secretsComeFromTheEnvironmentAndAreNeverShown() throws IOException {
    Path file = write(ROOTS + "spark.hadoop.fs.s3a.secret.key = ${?S3}");
    Map<String, String> environment =
        Map.of(
            "CXW_PII_KEY",
            "hush",
            "S3",
            "hush",
            "CXW_POSTGRES_PASSWORD",
            "hush",
            "CXW_POSTGRES_URL",
            "jdbc:postgresql://db/cx?password=hush");
    Settings settings = SettingsLoader.load(Optional.of(file), List.of(), environment);
    assertThat(settings.privacy().key()).isEqualTo("hush");
    assertThat(settings.publish().postgres().password()).contains("hush");
    assertThat(settings.toString()).doesNotContain("hush").contains("***");
  }

  @Test
  void variablesMayOverrideAndCompleteDefaults() throws IOException {
    Path file = write(ROOTS + "churn.inactive-after-days = ${DAYS}, landing.root = ${BASE}/in");
    Map<String, String> environment =
        Map.of(
            "CXW_PII_KEY",
            "hush",
            "DAYS",
            "30",
            "BASE",
            "/data",
            "warehouse",
            "odd",
            "CXW_POSTGRES_URL",
            "");
    Settings settings = SettingsLoader.load(Optional.of(file), List.of(), environment);
    assertThat(settings.churn().inactiveAfterDays()).isEqualTo(30);
    assertThat(settings.landing().root()).isEqualTo("/data/in");
    assertThat(settings.publish().postgres().url()).as("a variable that is empty").isEmpty();
  }

  @Test
  void aMissingFileAndAWrongOverrideAreUsageErrors() {
    assertThat(failure(() -> SettingsLoader.load(Optional.of(Path.of("no.conf")), List.of(), KEY)))
        .hasMessageContaining("no.conf");
    assertThat(failure(() -> SettingsLoader.load(Optional.empty(), List.of("churn"), KEY)))
        .hasMessageContaining("key=value");
    assertThat(failure(() -> SettingsLoader.load(Optional.empty(), List.of("a..b=1"), KEY)))
        .hasMessageContaining("a..b");
  }

  private Settings load(String text, String... overrides) throws IOException {
    return SettingsLoader.load(Optional.of(write(text)), List.of(overrides), KEY);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("my.conf"), text);
  }

  private static CxwException failure(Runnable action) {
    return catchThrowableOfType(CxwException.class, action::run);
  }
}

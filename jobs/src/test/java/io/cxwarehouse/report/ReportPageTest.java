package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.CxwException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What stands on the page, from rows of the test's making. */
class ReportPageTest {
  private static final int MOST_BYTES = 5_000_000;

  @Test
  void yearsOfDataFitAndNothingOfThemIsRead() throws Exception {
    String html = ReportRenderer.html(MadeUpReport.context(MadeUpReport.years()), "plan=plan 1");
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    Document page = Jsoup.parse(html);
    assertThat(page.select("img, b, iframe, link, [src], [onerror]")).isEmpty();
    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("option").eachText())
        .as("twelve values of a column at most, hostile ones as text")
        .contains("Country: " + MadeUpReport.HOSTILE)
        .doesNotContain("Country: country 12");
    assertThat(page.select("option[selected]").eachAttr("value")).containsExactly("plan=plan 1");
    Map<?, ?> data = new ObjectMapper().readValue(page.select("#data").first().data(), Map.class);
    assertThat(data.get("cells").toString()).contains(MadeUpReport.HOSTILE);
    assertThat(page.select(".publication").text())
        .isEqualTo("publication 2026-03-31_7, as of 2026-03-31");
  }

  /** The policy lets run what stands in the file and nothing else. */
  @Test
  void thePolicyNamesTheScriptsAndTheStyleByTheirHashes() throws Exception {
    Document page =
        Jsoup.parse(ReportRenderer.html(MadeUpReport.context(MadeUpReport.nothing()), ""));
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe", "http", "*");
    for (Element element : page.select("style, script:not([type])")) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(element.data().getBytes(StandardCharsets.UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void withoutDataEachSectionSaysWhatToDeliver() {
    Document page =
        Jsoup.parse(ReportRenderer.html(MadeUpReport.context(MadeUpReport.nothing()), ""));
    assertThat(page.select("main > section").eachAttr("id"))
        .containsExactly(
            "scorecard",
            "changes",
            "surveys",
            "support",
            "retention",
            "value",
            "channels",
            "employees",
            "quality");
    for (Element card : page.select(".card")) {
      assertThat(card.select(".empty").text()).as(card.id()).contains("eliver");
    }
    assertThat(page.select("#scorecard").text()).contains("Nothing has been counted yet");
  }

  /** NPS 60 of 5 answers: shown with its interval, neither judged nor coloured. */
  @Test
  void ofTooFewNothingIsJudged() {
    Document page = nps(5L, 60.0, new Double[] {-3.0, 92.0, 10.0, 50.0, 5.0, 95.0, 30.0, 50.0});
    Element row = page.select("tr[data-kpi=nps]").first();
    assertThat(row.select("[data-f=value]").text()).isEqualTo("60.0");
    assertThat(row.select("[data-f=value]").hasClass("few")).isTrue();
    assertThat(row.select("[data-f=n]").text()).isEqualTo("5");
    assertThat(row.select("[data-f=interval]").text()).isEqualTo("−3.0 to 92.0");
    assertThat(row.select("[data-f=standing]").text()).isEqualTo("too few to judge");
    assertThat(row.select(".change").first().className()).isEqualTo("change unsure");
    assertThat(page.select("#changes .move")).isEmpty();
  }

  /** 60 after 10, surely 20 to 80 more, above the benchmark of 30 to 50. */
  @Test
  void aChangeIsGoodOnlyWhereItsIntervalLeavesZeroOut() {
    Double[] sure = {45.0, 75.0, 10.0, 50.0, 20.0, 80.0, 30.0, 50.0};
    Document page = nps(100L, 60.0, sure);
    Element row = page.select("tr[data-kpi=nps]").first();
    assertThat(row.select(".change").first().className()).isEqualTo("change good");
    assertThat(row.select("[data-f=changeText]").text()).isEqualTo("+50.0");
    assertThat(row.select("[data-f=standing]").text()).isEqualTo("above benchmark");
    assertThat(row.select("[data-f=standing]").first().className()).isEqualTo("standing good");
    assertThat(page.select("#changes .move h2").eachText()).containsExactly("NPS");
    assertThat(page.select("#changes .move caption").text())
        .as("a column of one value explains nothing")
        .isEqualTo("Country mix +20.0 · rate +30.0");
    assertThat(page.select("#changes .move tbody tr").eachText())
        .containsExactly("FR +35.0", "DE +15.0");
    sure[4] = -1.0;
    page = nps(100L, 60.0, sure);
    assertThat(page.select("tr[data-kpi=nps] .change").first().className())
        .isEqualTo("change unsure");
    assertThat(page.select("#changes .move")).isEmpty();
  }

  private static Document nps(long n, double value, Double[] of) {
    return Jsoup.parse(
        ReportRenderer.html(
            MadeUpReport.context(
                MadeUpReport.only(
                    Map.of(
                        "kpis",
                        List.of(MadeUpReport.kpi("nps", "score", "up", "nps", "personalisation")),
                        "scores",
                        List.of(MadeUpReport.score("nps", Segment.ALL, value, n, of, "above")),
                        "effects",
                        List.of(
                            new ScoreRows.Effect("nps", "country", "DE", 20.0, -5.0),
                            new ScoreRows.Effect("nps", "country", "FR", 10.0, 25.0),
                            new ScoreRows.Effect("nps", "plan", "unknown", 50.0, 0.0))))),
            ""));
  }

  /** Twelve involuntary reasons of 12 to 1 customers: ten are named, 2 + 1 are left for "Other". */
  @Test
  void eachKindOfReasonsIsThere() {
    List<CustomerRows.Reason> reasons = new ArrayList<>();
    for (long i = 12; i > 0; i--) {
      reasons.add(new CustomerRows.Reason("involuntary", "reason " + i, i, null, null));
    }
    reasons.add(new CustomerRows.Reason("voluntary", "price", 1L, null, null));
    ReportContext context = MadeUpReport.context(MadeUpReport.only(Map.of("reasons", reasons)));
    Page.Chart chart =
        chart(
            new RetentionCards(context, new Charts(context, new Segments(List.of()))).cards(),
            "reasons");
    assertThat(chart.cuts().get("")).extracting(Page.Series::name).contains("Voluntary");
    assertThat(chart.x()).hasSize(12).contains("Reason 3", "Other").doesNotContain("Reason 2");
    Page.Series involuntary = chart.cuts().get("").get(1);
    assertThat(involuntary.v().get(chart.x().indexOf("Other"))).isEqualTo(3.0);
  }

  /** Tickets at the ends of December and February: none at the end of January and on 31 March. */
  @Test
  void aDateWithoutABacklogIsZero() {
    List<SupportRows.Backlog> backlog =
        List.of(
            new SupportRows.Backlog(Date.valueOf("2025-12-31"), "0-1", 4L),
            new SupportRows.Backlog(Date.valueOf("2026-02-28"), "0-1", 2L));
    ReportContext context = MadeUpReport.context(MadeUpReport.only(Map.of("backlog", backlog)));
    Page.Chart chart =
        chart(
            new SupportCards(context, new Charts(context, new Segments(List.of()))).cards(),
            "backlog");
    assertThat(chart.x()).hasSize(4);
    assertThat(chart.cuts().get("").get(0).v()).containsExactly(4.0, 0.0, 2.0, 0.0);
  }

  private static Page.Chart chart(List<Page.Card> cards, String id) {
    return cards.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow().chart();
  }

  /** 151 of 1,000 recurring are 15.1 %; of two customers no lifetime value is published. */
  @Test
  void revenueAtStakeIsWeighed() {
    Document page =
        Jsoup.parse(
            ReportRenderer.html(
                MadeUpReport.context(
                    MadeUpReport.only(
                        Map.of(
                            "kpis",
                            List.of(
                                MadeUpReport.kpi("mrr", "amount", "up", "total", "reliability")),
                            "scores",
                            List.of(
                                MadeUpReport.score(
                                    "mrr", Segment.ALL, 1_000.0, 90L, new Double[8], null)),
                            "stakes",
                            List.of(
                                new ForecastRows.Stake("breached_promise", 8L, 2L, 151.0, null, 0L),
                                new ForecastRows.Stake("any", 9L, 3L, 200.0, 80.0, 1L))))),
                ""));
    assertThat(page.select("#card-stake tbody tr").eachText())
        .containsExactly("Breached promise 2 8 151 15.1 % – 0", "Any of them 3 9 200 20.0 % 80 1");
  }

  @Test
  void driversSayWhatTheyAreWorth() {
    Document page =
        Jsoup.parse(
            ReportRenderer.html(
                MadeUpReport.context(
                    MadeUpReport.only(
                        Map.of(
                            "drivers",
                            List.of(
                                MadeUpChannels.driver("nps", 0.7, 0.0004, "ok", null, "plan"),
                                MadeUpChannels.driver("contacts", 1.02, 0.6, "ok", null, null),
                                MadeUpChannels.driver(
                                    "csat", null, null, "too_few", "customers: 9", null))))),
                ""));
    assertThat(page.select("#card-drivers .note").text()).contains("association, not cause");
    assertThat(page.select("#card-drivers tbody tr").eachText())
        .containsExactly(
            "Subscription churn after 31 Dec 2025 NPS 900 0.70 0.60 to 0.80 below 0.001 −0.20"
                + " The other way round within values of plan",
            "Subscription churn after 31 Dec 2025 Contacts 900 1.02 0.92 to 1.12 0.600 −0.20",
            "Subscription churn after 31 Dec 2025 CSAT 900 – – – −0.20 Too few: customers: 9");
    assertThat(page.select("#card-drivers tbody tr:nth-child(2) .unsure")).isNotEmpty();
    assertThat(page.select("#card-drivers tbody tr:nth-child(1) .unsure")).isEmpty();
  }

  @Test
  void aSegmentThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () ->
                ReportRenderer.html(MadeUpReport.context(MadeUpReport.years()), "country=Atlantis"))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("country=Atlantis")
        .hasMessageContaining("plan=plan 1")
        .hasMessageContaining("remedy: Write the column");
  }

  @Test
  void numbersAreWrittenAsPeopleReadThem() {
    assertThat(Formats.value(0.7916, "share", "EUR")).isEqualTo("79.2 %");
    assertThat(Formats.value(-12.04, "score", "EUR")).isEqualTo("−12.0");
    assertThat(Formats.value(1087.8, "minutes", "EUR")).isEqualTo("18.1 h");
    assertThat(Formats.value(6703.8, "minutes", "EUR")).isEqualTo("4.7 days");
    assertThat(Formats.value(18531.46, "amount", "EUR")).isEqualTo("EUR 18,531");
    assertThat(Formats.value(null, "share", "EUR")).isEqualTo("–");
    assertThat(Formats.change(-0.0051, "share", "EUR")).isEqualTo("−0.5 pp");
  }
}

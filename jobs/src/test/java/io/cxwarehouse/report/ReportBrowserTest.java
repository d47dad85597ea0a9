package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser: what is drawn, what it complains of, and who can use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserTest {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final int MOST_ELEMENTS = 25_000;

  private Path folder;
  private Chromium chromium;
  private String years;

  @BeforeAll
  void start(@TempDir Path of) throws Exception {
    folder = of;
    chromium = Chromium.in(folder);
    years = ReportRenderer.html(MadeUpReport.context(MadeUpReport.years()), "");
  }

  @Test
  void everyChartOfThreeYearsIsDrawnAndNothingIsComplainedOf() throws Exception {
    Document page = shown("years", years);
    assertThat(page.root().firstElementChild().hasAttr("data-drawn")).isTrue();
    // What a browser has to draw, which is what opening it takes time for.
    assertThat(page.getAllElements()).hasSizeLessThan(MOST_ELEMENTS);
    assertThat(page.select("[data-chart]")).hasSizeGreaterThan(15);
    for (Element chart : page.select("[data-chart]")) {
      assertThat(chart.select("svg path, svg rect, svg circle"))
          .as("shapes of " + chart.attr("data-chart"))
          .hasSizeGreaterThan(3);
    }
    assertThat(page.select("tr[data-kpi=nps] .gauge circle, tr[data-kpi=nps] .spark path"))
        .hasSize(2);
    assertThat(page.select("img, b:not(.tip b)")).as("markup that came with the data").isEmpty();
  }

  @Test
  void withoutDataNothingIsComplainedOfEither() throws Exception {
    Document page =
        shown("none", ReportRenderer.html(MadeUpReport.context(MadeUpReport.nothing()), ""));
    assertThat(page.root().firstElementChild().hasAttr("data-drawn")).isTrue();
  }

  /** The switch, the table behind a chart and the other colours, as a reader works them. */
  @Test
  void theSwitchChangesCellsChartsAndTables() throws Exception {
    String script =
        "const pick = document.getElementById('segment'); pick.value = 'plan=plan 1';"
            + "pick.dispatchEvent(new Event('change'));"
            + "document.getElementById('theme').click();"
            + "document.querySelectorAll('details').forEach(d => { d.open = true; });";
    Document before = Jsoup.parse(years);
    Document page = shown("switched", withScript(years, script));
    assertThat(page.select("#cut").text()).contains("Plan: plan 1");
    assertThat(page.root().firstElementChild().hasClass("dark")).isTrue();
    assertThat(page.select("tr[data-kpi=nps] [data-f=value]").text())
        .isNotEqualTo(before.select("tr[data-kpi=nps] [data-f=value]").text());
    assertThat(page.select("#card-web .uncut").hasAttr("hidden")).isFalse();
    assertThat(page.select("#card-nps-months .uncut").hasAttr("hidden")).isTrue();
    assertThat(page.select("#card-nps-months .behind tbody tr")).hasSize(36);
    assertThat(page.select("#card-nps-months .behind td").text()).contains(" to ", "n ");
  }

  @Test
  void axeFindsNothingSeriousInEitherColour() throws Exception {
    String axe;
    try (InputStream file = ReportBrowserTest.class.getResourceAsStream(AXE)) {
      axe = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String colours : List.of("", "document.getElementById('theme').click();")) {
      String script =
          axe
              + ";"
              + colours
              + "axe.run(document, {resultTypes: ['violations']}).then(found => {"
              + "const all = document.createElement('script'); all.type = 'application/json';"
              + "all.id = 'found'; all.textContent = JSON.stringify(found.violations.map(v =>"
              + " ({id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map(n => n.html)})));"
              + "document.body.appendChild(all); });";
      Document page = shown("axe", withScript(years, script), "--virtual-time-budget=30000");
      List<String> serious = new ArrayList<>();
      for (JsonNode found : new ObjectMapper().readTree(page.select("#found").first().data())) {
        if (List.of("serious", "critical").contains(found.get("impact").asText())) {
          serious.add(found.toString());
        }
      }
      assertThat(serious).isEmpty();
    }
  }

  /** The page's policy runs no script but its own: a copy without it. */
  private static String withScript(String html, String script) {
    String open = html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    int end = open.lastIndexOf("</body>");
    return open.substring(0, end) + "<script>" + script + "</script>" + open.substring(end);
  }

  private Document shown(String name, String html, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".html"), html);
    Chromium.Shown shown = chromium.show(file, options);
    assertThat(shown.console())
        .filteredOn(line -> !line.contains("Canvas2D: Multiple readback")) // of axe itself
        .as("messages on the console")
        .isEmpty();
    return Jsoup.parse(shown.dom());
  }
}

package io.cxwarehouse.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The data dictionary of all shipped tables, and of one whose comments hold HTML. */
class SiteTest extends SparkCase {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String ODD = "tables/gold.odd.html";
  private static final String HTML = "a <img src=x onerror=alert(1)> & \"</script><b>";

  @TempDir static Path folder;

  private Engine engine;
  private SortedMap<String, String> pages;
  private final Map<String, Document> documents = new TreeMap<>();

  @BeforeAll
  void write() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("extra/gold/odd"));
    Files.writeString(
        odd.resolve("table.sql"),
        "-- Odd.\nCREATE TABLE gold.odd (kpi STRING COMMENT '"
            + HTML
            + "') USING delta COMMENT '"
            + HTML
            + "' TBLPROPERTIES ('cxw.key' = 'kpi', 'cxw.grain' = '<i>odd</i>')");
    Files.writeString(odd.resolve("query.sql"), "-- <u>Odd</u>.\nSELECT kpi FROM gold.dim_kpi");
    engine =
        new Engine(
            spark(),
            SettingsLoader.load(
                Optional.of(Path.of("../conf/env/local.conf")),
                List.of(
                    "landing.root=\"" + Files.createDirectories(folder.resolve("landing")) + "\"",
                    "warehouse.root=\"" + folder.resolve("warehouse") + "\"",
                    "warehouse.extra=[\"" + folder.resolve("extra") + "\"]")));
    engine.run(
        new RunOptions(LocalDate.of(2026, 3, 20), List.of("gold.dim_kpi"), false),
        RunListener.NONE);
    pages = new Site(engine, Optional.of(GOLDEN)).pages();
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      // as XML, which is stricter: every tag must be closed, and every text escaped
      String xml =
          page.getValue()
              .replaceAll("(?s)(<(script|style)[^>]*>).*?(</\\2>)", "$1$3")
              .replaceAll("(<\\w[^>]*) (open|hidden)>", "$1 $2=\"\">");
      documents.put(
          page.getKey(),
          parser.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    }
  }

  @Test
  void everyTableAndEveryKpiHasAPage() {
    Definitions definitions = engine.warehouse().definitions();
    Set<String> expected = new HashSet<>(Set.of("index.html"));
    definitions.tables().keySet().forEach(id -> expected.add("tables/" + id + ".html"));
    definitions.kpis().keySet().forEach(kpi -> expected.add("kpis/" + kpi + ".html"));
    assertThat(pages.keySet()).isEqualTo(expected);
    for (TableId id : definitions.tables().keySet()) {
      String text = documents.get("tables/" + id + ".html").getDocumentElement().getTextContent();
      assertThat(text).contains(definitions.table(id).spec().comment(), "Freshness", "table.sql");
      definitions.table(id).checks().forEach(check -> assertThat(text).contains(check.name()));
      for (String column : definitions.table(id).spec().schema().fieldNames()) {
        assertThat(text).contains(column);
      }
    }
  }

  @Test
  void everyLinkLeadsSomewhereAndNothingIsLoaded() {
    documents.forEach(
        (page, document) -> {
          Set<String> ids = new HashSet<>();
          for (Element element : elements(document, "*")) {
            assertThat(element.hasAttribute("src")).as(page).isFalse();
            assertThat(element.getAttribute("style")).as(page).isEmpty();
            if (element.hasAttribute("id")) {
              assertThat(ids.add(element.getAttribute("id"))).as(page + element).isTrue();
            }
          }
          for (Element link : elements(document, "a")) {
            assertLeadsSomewhere(page, link.getAttribute("href"));
          }
          assertThat(elements(document, "link")).as(page).isEmpty();
          assertThat(elements(document, "form"))
              .allSatisfy(form -> assertLeadsSomewhere(page, form.getAttribute("action")));
        });
    Assets assets = Assets.load();
    assertThat(assets.style()).doesNotContain("url(", "@import");
    assertThat(assets.script()).doesNotContain("fetch", "XMLHttp", "innerHTML", "import");
    documents.forEach(
        (page, document) -> {
          String policy = elements(document, "meta").get(1).getAttribute("content");
          assertThat(policy).as(page).startsWith("default-src 'none'").doesNotContain("unsafe");
          assertThat(policy).as(page).contains("style-src " + hash(page, "<style>", "</style>"));
          assertThat(policy.contains("script-src")).as(page).isEqualTo(page.equals("index.html"));
        });
    assertThat(elements(documents.get("index.html"), "meta").get(1).getAttribute("content"))
        .contains("script-src " + hash("index.html", "<script>", "</script>"));
  }

  /** As a browser takes it of what stands between two tags. */
  private String hash(String page, String begin, String end) {
    String html = pages.get(page);
    int from = html.indexOf(begin) + begin.length();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  html.substring(from, html.indexOf(end, from)).getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertLeadsSomewhere(String page, String href) {
    String[] parts = href.split("#", 2);
    String target =
        parts[0].isEmpty() ? page : Path.of(page).resolveSibling(parts[0]).normalize().toString();
    assertThat(documents).as("%s leads to %s", page, href).containsKey(target);
    if (parts.length == 2) {
      assertThat(elements(documents.get(target), "*"))
          .as("%s leads to %s", page, href)
          .anyMatch(element -> element.getAttribute("id").equals(parts[1]));
    }
  }

  @Test
  void htmlInDefinitionsStaysText() throws IOException {
    Document page = documents.get(ODD);
    assertThat(page.getDocumentElement().getTextContent())
        .contains(HTML, "One row per <i>odd</i>", "-- <u>Odd</u>.");
    assertThat(elements(page, "img")).isEmpty();
    assertThat(elements(documents.get("index.html"), "img")).isEmpty();
    String index = pages.get("index.html");
    int begin = index.indexOf("id=\"entries\">") + "id=\"entries\">".length();
    String json = index.substring(begin, index.indexOf("</script>", begin));
    assertThat(json).doesNotContain("<", "&");
    List<JsonNode> entries = new ArrayList<>();
    new ObjectMapper().readTree(json).forEach(entries::add);
    assertThat(entries).hasSize(pages.size() - 1);
    assertThat(entries)
        .filteredOn(entry -> entry.path("href").asText().equals(ODD))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("text").asText()).isEqualTo(HTML);
              assertThat(entry.at("/columns/0/1").asText()).isEqualTo(HTML);
            });
  }

  @Test
  void aPageTellsLineageFreshnessAndAnExample() {
    Document page = documents.get("tables/gold.kpi_survey_daily.html");
    List<String> picture =
        elements(page, "svg").stream()
            .filter(svg -> svg.hasAttribute("role"))
            .flatMap(svg -> elements(svg, "a").stream())
            .map(link -> link.getAttribute("href"))
            .toList();
    assertThat(picture)
        .startsWith("../tables/gold.fct_survey_response.html")
        .contains("../tables/gold.kpi_parts_daily.html", "../kpis/nps.html", "../kpis/csat.html");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("Computed by dates", "surveymonkey", "Not in the publication", "Worked out")
        .contains("From gold.fct_survey_response");
    assertThat(documents.get("tables/gold.dim_kpi.html").getDocumentElement().getTextContent())
        .contains(
            engine.warehouse().definitions().kpis().size() + " rows now.",
            "Last changed by run 2026-03-20_1, as of 2026-03-20.");
    assertThat(documents.get("kpis/backlog.html").getDocumentElement().getTextContent())
        .contains("Tickets unsolved at the end of the date", "LATERAL VIEW", "targets.backlog");
    assertThat(elements(documents.get("kpis/csat_mean.html"), "a"))
        .extracting(link -> link.getAttribute("href"))
        .contains("../tables/gold.kpi_parts_daily.html", "../tables/gold.kpi_window_part.html");
  }

  @Test
  void onlyAnEarlierSiteIsWrittenOver() throws IOException {
    Path site = folder.resolve("site");
    assertThat(new Site(engine, Optional.empty()).write(site)).isEqualTo(pages.size());
    assertThat(site.resolve("tables/gold.fct_ticket.html"))
        .content()
        .contains("Examples come with the checkout");
    Path old = site.resolve("tables/gold.gone.html");
    Files.writeString(old, Files.readString(site.resolve(ODD)));
    Path foreign = Files.writeString(site.resolve("tables/notes.html"), "mine");
    new Site(engine, Optional.empty()).write(site);
    assertThat(old).doesNotExist();
    assertThat(foreign).exists();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("index.html"), "<html>mine</html>");
    assertThatThrownBy(() -> new Site(engine, Optional.empty()).write(other))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("something else lies there");
  }

  @Test
  void aSiteThatCannotBeWrittenIsToldWithARemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Site site = new Site(engine, Optional.empty());
    assertThatThrownBy(() -> site.write(file.resolve("site")))
        .isInstanceOf(CxwException.class)
        .hasMessageStartingWith("The data dictionary could not be written to " + file)
        .hasMessageContaining("remedy: Name a folder that can be written with --out");
  }

  @Test
  void layersOfThePictureAreOrdered() {
    Lineage lineage = new Lineage(engine.warehouse().definitions(), engine.warehouse().graph());
    List<String> kinds =
        lineage.inputs(TableId.of("silver.ticket")).stream().map(Link::kind).distinct().toList();
    assertThat(kinds).containsExactly("config", "bronze", "silver");
    assertThat(lineage.allInputs(TableId.of("gold.kpi_scorecard")))
        .contains("bronze.zendesk_tickets", "silver.ticket", "gold.fct_ticket");
    assertThat(lineage.allFollowers(TableId.of("silver.ticket")))
        .contains("gold.kpi_scorecard")
        .allMatch(name -> TableId.of(name).layer() != Layer.OPS);
  }

  private static List<Element> elements(Document document, String name) {
    return elements(document.getDocumentElement(), name);
  }

  private static List<Element> elements(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}

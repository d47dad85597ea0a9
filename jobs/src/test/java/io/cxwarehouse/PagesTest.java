package io.cxwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages name nothing that is not there, and the index of decisions names all of them. */
class PagesTest {
  private static final Path CODE = Path.of("src/main/java/io/cxwarehouse");
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:/[a-z]+)?/[A-Z]\\w+)`");

  /** A row of the table of packages: its name, and those that it may use. */
  private static final Pattern ROOM =
      Pattern.compile("(?m)^\\| `([a-z]+)` \\|.*\\| ([a-z, ]+) \\|$");

  private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");
  private static final Pattern DECISION = Pattern.compile("\\((decisions/[^)]+#[^)]+)\\)");

  @Test
  void everyClassOfTheArchitectureIsThere() throws IOException {
    String page = Files.readString(DOCS.resolve("architecture.md"));
    assertThat(CLASS.matcher(page).results().map(match -> match.group(1)).toList())
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(CODE.resolve(name + ".java")).exists());
  }

  @Test
  void theArchitectureHasTheBordersThatAreTested() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    ROOM.matcher(Files.readString(DOCS.resolve("architecture.md")))
        .results()
        .forEach(
            row -> rows.put(row.group(1), row.group(2).replace("nothing", "").replace(",", "")));
    assertThat(rows).isEqualTo(BordersTest.MAY_USE);
  }

  @Test
  void everyDecisionIsInTheIndex() throws IOException {
    TreeSet<String> decisions = new TreeSet<>();
    try (Stream<Path> pages = Files.list(DOCS.resolve("decisions"))) {
      for (Path page : pages.toList()) {
        Matcher headings = HEADING.matcher(Files.readString(page));
        while (headings.find()) {
          decisions.add("decisions/" + page.getFileName() + "#" + anchor(headings.group(1)));
        }
      }
    }
    TreeSet<String> listed = new TreeSet<>();
    Matcher links = DECISION.matcher(Files.readString(DOCS.resolve("kpi-decisions.md")));
    while (links.find()) {
      listed.add(links.group(1));
    }
    assertThat(listed).isEqualTo(decisions);
  }

  /** As sites that show the pages make it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
  }
}

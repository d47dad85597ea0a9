package io.cxwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that leads through the code names nothing that is not there. */
class ArchitecturePageTest {
  private static final Pattern NAMED = Pattern.compile("`([a-z]+(?:/[a-z]+)?/[A-Z]\\w+)`");
  private static final Path CODE = Path.of("src/main/java/io/cxwarehouse");

  @Test
  void everyClassThatItNamesIsThere() throws IOException {
    String page = Files.readString(Path.of("../docs/architecture.md"));
    assertThat(NAMED.matcher(page).results().map(match -> match.group(1)).toList())
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(CODE.resolve(name + ".java")).exists());
  }
}

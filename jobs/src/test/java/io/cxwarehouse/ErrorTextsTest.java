package io.cxwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Problems and remedies are sentences, as docs/errors.md says. */
class ErrorTextsTest {
  private static final Pattern ERROR =
      Pattern.compile("new CxwException\\(\\s*ExitCode\\.\\w+,\\s*(.+?)\\);", Pattern.DOTALL);

  private static final Pattern SMALL_BEGINNING = Pattern.compile("^\"[a-z]");

  /** The last text of the arguments, behind which an exception may stand, without a full stop. */
  private static final Pattern OPEN_END = Pattern.compile("[^.\"]\"(,\\s*\\w+)?$");

  @Test
  void problemsAndRemediesAreSentences() throws IOException {
    List<String> wrong = new ArrayList<>();
    int errors = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher error = ERROR.matcher(Files.readString(file));
        while (error.find()) {
          errors++;
          String texts = error.group(1);
          if (SMALL_BEGINNING.matcher(texts).find() || OPEN_END.matcher(texts).find()) {
            wrong.add(file.getFileName() + ": " + texts.replaceAll("\\s+", " "));
          }
        }
      }
    }
    assertThat(errors).isGreaterThan(30);
    assertThat(wrong).isEmpty();
  }
}

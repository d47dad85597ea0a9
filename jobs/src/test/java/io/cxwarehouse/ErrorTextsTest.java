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

/** Problems and remedies are sentences and causes are clauses, as docs/errors.md says. */
class ErrorTextsTest {
  private static final Pattern ERROR = Pattern.compile("new CxwException\\(");

  private static final Pattern SMALL_BEGINNING = Pattern.compile("^\"[a-z]");
  private static final Pattern OPEN_END = Pattern.compile("[^.\"]\"$");

  /** Names that are written with a capital wherever they stand. */
  private static final Pattern CAPITAL = Pattern.compile("^\"(?!PostgreSQL|CXW_)[A-Z]");

  private static final Pattern FULL_STOP = Pattern.compile("\\.\"$");

  @Test
  void problemsAndRemediesAreSentencesAndCausesAreClauses() throws IOException {
    List<String> wrong = new ArrayList<>();
    int errors = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        Matcher error = ERROR.matcher(source);
        while (error.find()) {
          errors++;
          List<String> texts = arguments(source, error.end());
          assertThat(texts).as(file + " " + texts).hasSizeBetween(4, 5);
          if (SMALL_BEGINNING.matcher(texts.get(1)).find()
              || OPEN_END.matcher(texts.get(1)).find()
              || CAPITAL.matcher(texts.get(2)).find()
              || FULL_STOP.matcher(texts.get(2)).find()
              || SMALL_BEGINNING.matcher(texts.get(3)).find()
              || OPEN_END.matcher(texts.get(3)).find()) {
            wrong.add(file.getFileName() + ": " + texts);
          }
        }
      }
    }
    assertThat(errors).isGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  /** What stands between the commas of a call, as it is written. */
  private static List<String> arguments(String source, int begin) {
    List<String> arguments = new ArrayList<>();
    StringBuilder argument = new StringBuilder();
    int depth = 0;
    boolean isText = false;
    for (int i = begin; depth >= 0; i++) {
      char c = source.charAt(i);
      if (isText && c == '\\') {
        argument.append(c).append(source.charAt(++i));
        continue;
      }
      isText ^= c == '"';
      depth += isText ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth < 0 || (depth == 0 && !isText && c == ',')) {
        arguments.add(argument.toString().strip().replaceAll("\\s+", " "));
        argument.setLength(0);
      } else {
        argument.append(c);
      }
    }
    return arguments;
  }
}

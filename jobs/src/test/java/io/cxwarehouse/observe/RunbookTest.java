package io.cxwarehouse.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever wakes somebody stands in the runbook. */
class RunbookTest {
  @Test
  void everyExitCodeNoticeAlertAndCheckIsThere() throws IOException {
    String page = Files.readString(Path.of("../docs/runbook.md"));
    Set<String> named = new TreeSet<>();
    Matcher names = Pattern.compile("`([A-Za-z_]+)(:[^`]*)?`").matcher(page);
    while (names.find()) {
      named.add(names.group(1));
    }
    Set<String> checks = new TreeSet<>(Set.of("unique_key", "key_once_per_file", "cursor_is_read"));
    Definitions.load(List.of())
        .tables()
        .values()
        .forEach(table -> table.checks().stream().map(Check::name).forEach(checks::add));
    assertThat(checks).hasSizeGreaterThan(100);
    assertThat(named).containsAll(checks);

    Matcher alerts =
        Pattern.compile("- alert: (\\w+)")
            .matcher(Files.readString(Path.of("../docs/observability/prometheus-alerts.yml")));
    while (alerts.find()) {
      assertThat(named).contains(alerts.group(1));
    }
    for (String kind :
        List.of(
            Faults.RUN,
            Faults.HELD,
            Faults.PUBLISH,
            Faults.TABLE,
            Faults.CHECK,
            Faults.FILES,
            Faults.LATE,
            Faults.ALERT)) {
      assertThat(named).contains(kind.replace(":", ""));
    }
    for (ExitCode code : ExitCode.values()) {
      assertThat(page).contains("\n| " + code.code() + " | ");
    }
  }
}

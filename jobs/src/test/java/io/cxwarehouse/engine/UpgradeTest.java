package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A warehouse that an earlier version made goes on with a plain run. {@code src/test/upgrade/make}
 * made it, and makes it anew with each release.
 */
class UpgradeTest extends NightCase {
  private static final LocalDate LAST_NIGHT_OF_BEFORE = LocalDate.of(2026, 3, 30);
  private static final LocalDate NIGHT = LAST_NIGHT_OF_BEFORE.plusDays(1);
  private static final Path MADE = Path.of("src/test/resources/upgrade/warehouse.tar.gz");
  private static final List<String> ONLY = List.of("+gold.kpi_survival", "+gold.fct_order");

  @Test
  void aPlainRunBringsAnEarlierVersionsWarehouseForward() throws Exception {
    Process unpacked =
        new ProcessBuilder("tar", "-xzf", MADE.toAbsolutePath().toString())
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(unpacked.waitFor()).isZero();
    String madeBy = Files.readString(folder.resolve("made-by"));
    Publication before = engine("w").publications().current().orElseThrow();
    assertThat(before.asOf()).contains(LAST_NIGHT_OF_BEFORE);

    RunReport report = run(engine("w"), NIGHT, ONLY);
    assertThat(report.files()).isPositive();
    run(engine("rebuilt"), NIGHT, ONLY);
    assertSameTables(engine("w"), engine("rebuilt"), ONLY, NIGHT);
    Publication now = engine("w").publications().current().orElseThrow();
    assertThat(now.asOf()).contains(NIGHT);
    assertThat(now.versions().keySet())
        .as("tables published by %s and now", madeBy)
        .containsAll(before.versions().keySet());
  }
}

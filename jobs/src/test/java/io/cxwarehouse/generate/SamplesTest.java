package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed samples are what the generator writes, and small. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "data-samples", "landing");
  private static final long MOST_BYTES = 3_000_000;

  @Test
  void samplesAreGeneratedAsTheirReadmeSays(@TempDir Path fresh) throws IOException {
    GeneratorOptions options =
        GeneratorOptions.builder(fresh)
            .customers(480)
            .historyDays(549)
            .deliveryEveryDays(7)
            .build();
    GeneratorSummary summary = Generator.generate(options, GeneratorProgress.SILENT);
    SortedMap<String, String> committed = Deliveries.hashes(SAMPLES);
    committed.keySet().removeIf(path -> path.contains("/odd_") || path.startsWith("legacy_crm"));
    assertThat(committed).isEqualTo(Deliveries.hashes(fresh));
    assertThat(truth(SAMPLES)).isEqualTo(truth(fresh));
    assertThat(summary.bytes()).isLessThan(MOST_BYTES);
  }

  /** Without sizes on disk: zlib packs differently from machine to machine. */
  private static String truth(Path landing) throws IOException {
    return Files.readString(landing.resolve("_truth.json")).replaceAll("\"bytes\":\\d+,", "");
  }

  @Test
  void oddBytesSurvivedTheRepository() throws IOException {
    byte[] marked =
        Files.readAllBytes(SAMPLES.resolve("billing/orders/2026-03-30/odd_bom_crlf.csv"));
    assertThat(marked).startsWith(0xEF, 0xBB, 0xBF).endsWith('\r', '\n');
    assertThat(Files.readAllBytes(SAMPLES.resolve("billing/customers/2026-03-30/odd_latin1.csv")))
        .contains(0xF6);
  }
}

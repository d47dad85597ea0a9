package io.cxwarehouse.cli;

import io.cxwarehouse.generate.Generator;
import io.cxwarehouse.generate.GeneratorOptions;
import io.cxwarehouse.generate.GeneratorSummary;
import java.util.Locale;

/** Generates deliveries and tells about it. */
final class Generated {
  private Generated() {}

  static GeneratorSummary with(GeneratorOptions options, Events events) {
    events.phase(
        String.format(
            Locale.ROOT,
            "generating deliveries of %,d customers from %s to %s in %s",
            options.customers(),
            options.start(),
            options.end(),
            options.out()));
    GeneratorSummary summary =
        Generator.generate(
            options,
            (done, customers, rows) ->
                events.phase(
                    String.format(
                        Locale.ROOT, "  %,d of %,d customers, %,d rows", done, customers, rows)));
    events.phase(
        String.format(
            Locale.ROOT,
            "wrote %,d rows in %,d files, %,d KiB",
            summary.rows(),
            summary.files(),
            summary.bytes() / 1024));
    return summary;
  }
}

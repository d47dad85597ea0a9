package io.cxwarehouse.generate;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Simulates a company and writes the landing deliveries of its source systems. */
public final class Generator {
  /** Names of the sources that can be written. */
  public static final List<String> SOURCES = Sources.names();

  private final Company company;
  private final GeneratorOptions options;
  private final List<String> sources;
  private final GeneratorProgress progress;
  private long customersDone;
  private long rowsDone;

  private Generator(GeneratorOptions options, GeneratorProgress progress) {
    this.company = new Company(options);
    this.options = options;
    this.sources = sources(options);
    this.progress = progress;
  }

  /**
   * Writes {@code <out>/<source>/<entity>/<date>/…} and the truth file.
   *
   * @throws CxwException if the folder already holds data of a source, or cannot be written
   */
  public static GeneratorSummary generate(GeneratorOptions options, GeneratorProgress progress) {
    try {
      refuseUsedFolder(options);
      Map<String, EntityCounts> counts = new Generator(options, progress).run();
      GeneratorSummary summary = GeneratorSummary.of(counts);
      Truth.write(options, summary);
      return summary;
    } catch (IOException | UncheckedIOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The generated deliveries cannot be written to " + options.out() + ".",
          String.valueOf(e.getMessage()),
          "Check that the folder can be written and the volume has room, then generate again.",
          e);
    }
  }

  /** The chosen sources; all of them where nothing was chosen. */
  private static List<String> sources(GeneratorOptions options) {
    for (String source : options.sources()) {
      if (!SOURCES.contains(source)) {
        throw GeneratorOptions.usage(
            "source '" + source + "'",
            "the generator does not know it",
            "Choose from " + String.join(", ", SOURCES) + ".");
      }
    }
    return options.sources().isEmpty() ? SOURCES : options.sources();
  }

  private static void refuseUsedFolder(GeneratorOptions options) throws IOException {
    for (String source : sources(options)) {
      Path folder = options.out().resolve(source);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        if (entries.iterator().hasNext()) {
          throw new CxwException(
              ExitCode.USAGE,
              "Nothing is generated into " + folder + ".",
              "it already holds deliveries, and mixing two companies would make neither",
              "Give an empty folder, or delete this one first.");
        }
      }
    }
  }

  private Map<String, EntityCounts> run() {
    int parts = 1 + (options.customers() - 1) / options.customersPerFile();
    ExecutorService workers = Executors.newFixedThreadPool(options.threads());
    try {
      List<Future<Map<String, EntityCounts>>> results = new ArrayList<>();
      for (int part = 0; part <= parts; part++) {
        results.add(workers.submit(work(part)));
      }
      Map<String, EntityCounts> sum = new TreeMap<>();
      for (Future<Map<String, EntityCounts>> result : results) {
        result.get().forEach((entity, counts) -> sum.merge(entity, counts, EntityCounts::plus));
      }
      return sum;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new UncheckedIOException(cause);
      }
      throw new IllegalStateException("the generator itself failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CxwException(
          ExitCode.FAILURE,
          "Generating was interrupted.",
          "the process was asked to stop",
          "Delete the folder's partial content and generate again.",
          e);
    } finally {
      workers.shutdownNow();
    }
  }

  private Callable<Map<String, EntityCounts>> work(int number) {
    return () -> {
      Map<String, EntityCounts> counts = new TreeMap<>();
      List<Part> parts = new ArrayList<>();
      List<SourceWriter> writers = new ArrayList<>();
      for (String source : sources) {
        Part part = new Part(company, number);
        parts.add(part);
        writers.add(Sources.writer(source, part));
      }
      int first = (number - 1) * options.customersPerFile();
      int last = Math.min(options.customers(), first + options.customersPerFile());
      if (number == 0) {
        writers.forEach(SourceWriter::company);
        last = first;
      }
      LifeSimulator simulator = new LifeSimulator(company);
      for (int customer = first; customer < last; customer++) {
        CustomerLife life = simulator.live(customer);
        for (int i = 0; i < writers.size(); i++) {
          String source = sources.get(i);
          parts.get(i).chaos(Draw.of(options.seed(), source.hashCode(), customer));
          writers.get(i).customer(life);
        }
      }
      for (int i = 0; i < parts.size(); i++) {
        String source = sources.get(i);
        counts.putAll(new LandingFiles(company, source, parts.get(i)).write());
      }
      done(last - first, counts);
      return counts;
    };
  }

  private synchronized void done(int customers, Map<String, EntityCounts> counts) {
    customersDone += customers;
    for (EntityCounts entity : counts.values()) {
      rowsDone += entity.rows();
    }
    progress.advanced(customersDone, options.customers(), rowsDone);
  }
}

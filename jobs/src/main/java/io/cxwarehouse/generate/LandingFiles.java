package io.cxwarehouse.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the feeds of one source and part into the landing folder; files may be late or repeated.
 */
final class LandingFiles {
  private static final int FEW_ROWS = 20;

  private final GeneratorOptions options;
  private final DeliverySchedule schedule;
  private final String source;
  private final Part part;
  private final Set<String> smallFiles = new HashSet<>();

  LandingFiles(Company company, String source, Part part) {
    this.options = company.options();
    this.schedule = company.schedule();
    this.source = source;
    this.part = part;
  }

  Map<String, EntityCounts> write() throws IOException {
    Map<String, EntityCounts> counts = new TreeMap<>();
    for (Feed feed : part.feeds()) {
      smallFiles.clear();
      EntityCounts sum = feed.counts();
      for (int delivery = 0; delivery < schedule.size(); delivery++) {
        List<Feed.Page> pages = feed.pages(delivery);
        for (int page = 0; page < pages.size(); page++) {
          sum = sum.plus(write(feed, delivery, page, pages.get(page)));
        }
        pages.clear();
      }
      counts.put(source + "/" + feed.entity(), sum);
    }
    return counts;
  }

  private EntityCounts write(Feed feed, int delivery, int page, Feed.Page rows) throws IOException {
    Draw chaos =
        Draw.of(
            options.seed(),
            (source + "/" + feed.entity()).hashCode(),
            part.number(),
            delivery,
            page);
    // The first delivery is the initial load: nobody would go on without it.
    boolean isLate =
        chaos.chance(options.disturbances().lateFiles())
            && delivery > 0
            && delivery + 1 < schedule.size();
    int folder = isLate ? delivery + 1 : delivery;
    long endTime =
        schedule.folder(delivery).plusDays(1).atStartOfDay(options.zone()).toEpochSecond();
    rows.format.tail(rows.text, page + 1, rows.rows, endTime);
    boolean isGzip = rows.text.length() >= rows.format.gzipFromBytes(options.gzipFromBytes());
    String stem = stem(feed, delivery, page, rows);
    String suffix = "." + rows.format.extension() + (isGzip ? ".gz" : "");
    Path file = folder(feed, rows, folder).resolve(stem + suffix);
    write(rows, file, isGzip);
    long bytes = Files.size(file);
    boolean isTwin = isTwin(rows);
    EntityCounts counts = count(1, isTwin ? 1 : 0, bytes, rows.rows, isTwin ? rows.rows : 0);
    if (chaos.chance(options.disturbances().repeatedFiles())) {
      int again = Math.min(folder + chaos.below(2), schedule.size() - 1);
      Path copy = folder(feed, rows, again).resolve(stem + "_resent" + suffix);
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      counts = counts.plus(count(1, 1, bytes, rows.rows, rows.rows));
    }
    return counts;
  }

  private String stem(Feed feed, int delivery, int page, Feed.Page rows) {
    if (rows.stem != null) {
      // As exports number their shards; a late one must not meet its own successor.
      return String.format("%s_%06d%06d", rows.stem, part.number(), delivery);
    }
    String name =
        String.format("%s_%s_%04d", feed.entity(), schedule.folder(delivery), part.number());
    return page == 0 ? name : name + String.format("_p%03d", page + 1);
  }

  /** A row delivered twice may be alone in both of its files: then they are one by their bytes. */
  private boolean isTwin(Feed.Page rows) {
    return rows.rows <= FEW_ROWS && !smallFiles.add(rows.text.toString());
  }

  private static EntityCounts count(
      long files, long repeatedFiles, long bytes, long rows, long repeatedFileRows) {
    return new EntityCounts(
        files, repeatedFiles, bytes, rows, repeatedFileRows, 0, 0, 0, EntityCounts.ZERO.rejected());
  }

  private Path folder(Feed feed, Feed.Page page, int delivery) throws IOException {
    return Files.createDirectories(
        options
            .out()
            .resolve(source)
            .resolve(feed.entity())
            .resolve(schedule.folder(delivery).toString())
            .resolve(page.format.folder()));
  }

  private static void write(Feed.Page page, Path file, boolean isGzip) throws IOException {
    try (OutputStream plain = Files.newOutputStream(file)) {
      if (!isGzip) {
        page.format.write(page.text, plain);
        return;
      }
      try (OutputStream packed = new GZIPOutputStream(plain, 64 * 1024)) {
        page.format.write(page.text, packed);
      }
    }
  }
}

package io.cxwarehouse.report;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The report of the current publication. */
public final class Report {
  private static final int NAMED = 5;
  private static final Set<PosixFilePermission> NOT_FOR_OTHERS =
      PosixFilePermissions.fromString("rw-r-----");

  private final Engine engine;
  private final Settings settings;
  private final Publication publication;
  private final LocalDate asOf;

  /**
   * Of a date.
   *
   * @param date whose scorecard is shown; empty: the publication's
   */
  public Report(Engine engine, Settings settings, Optional<LocalDate> date) {
    this.engine = engine;
    this.settings = settings;
    this.publication =
        engine
            .publications()
            .current()
            .orElseThrow(
                () ->
                    new CxwException(
                        ExitCode.USAGE,
                        "There is nothing to report.",
                        "no run has published yet",
                        "Run `cxw run` first; `cxw status` shows what holds it back."));
    this.asOf = date.or(publication::asOf).orElseThrow(this::noDate);
  }

  public Publication publication() {
    return publication;
  }

  /**
   * Writes it, whole or not at all.
   *
   * @param file empty: cx-report-date.html in the current folder
   * @return where it is
   */
  public Path write(Optional<Path> file, String segment) {
    ReportReader reader =
        new ReportReader(
            (text, parameters) -> engine.query(publication, text, parameters).collectAsList(),
            engine.warehouse().atOnce());
    ReportData data = reader.read(asOf, settings.behaviour().conversionWindowDays());
    if (data.scores().isEmpty() && !publication.asOf().filter(asOf::equals).isPresent()) {
      throw noScorecard(reader.dates());
    }
    ReportContext context =
        new ReportContext(
            data,
            asOf,
            publication.named(),
            settings.warehouse().reportingCurrency(),
            settings.scorecard().minN());
    Path target =
        file.orElseGet(() -> Path.of("cx-report-" + asOf + ".html")).toAbsolutePath().normalize();
    String html = ReportRenderer.html(context, segment);
    try {
      Files.createDirectories(target.getParent());
      Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
      create(unfinished, target);
      Files.writeString(unfinished, html);
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The report could not be written to " + target + ".",
          e.toString(),
          "Name a file in a folder that can be written with --out.",
          e);
    }
    return target;
  }

  /**
   * It tells of employees and of what customers pay: a new file is not for everybody on this
   * machine, and one that takes another's place has the rights that somebody gave that one.
   */
  private static void create(Path unfinished, Path target) throws IOException {
    Files.deleteIfExists(unfinished);
    if (Files.getFileAttributeView(target.getParent(), PosixFileAttributeView.class) == null) {
      return;
    }
    Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(NOT_FOR_OTHERS));
    if (Files.exists(target)) {
      Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(target));
    }
  }

  private CxwException noDate() {
    return new CxwException(
        ExitCode.USAGE,
        "Which date to report on is not known.",
        "the record of the run that published is not there",
        "Name it with --date.");
  }

  private CxwException noScorecard(List<LocalDate> dates) {
    return new CxwException(
        ExitCode.USAGE,
        "There is no scorecard of " + asOf + "; nothing was written.",
        dates.isEmpty()
            ? "no scorecard was published yet"
            : "it is there of "
                + String.join(", ", dates.stream().limit(NAMED).map(LocalDate::toString).toList())
                + (dates.size() > NAMED ? " and " + (dates.size() - NAMED) + " dates more" : ""),
        "Name one of these dates with --date, or run `cxw run --date " + asOf + "` first.");
  }
}

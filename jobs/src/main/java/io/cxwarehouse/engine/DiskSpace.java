package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils;

/** Tells which disk is full: the system says that one is, and not which. */
final class DiskSpace {
  private static final Pattern FULL =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|There is not enough space on the disk"
              + "|[DN]SQuotaExceededException|could only be written to 0 of");

  private DiskSpace() {}

  /** The error that says so, if a full disk is the cause. */
  static Optional<CxwException> explained(Throwable error, SparkSession spark, String root) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CxwException) {
        return Optional.empty();
      }
      // HDFS says by the error's name that a quota is used up.
      if (cause.getMessage() != null && FULL.matcher(cause.toString()).find()) {
        return Optional.of(
            new CxwException(
                ExitCode.FAILURE,
                "A disk is full: "
                    + volumes(spark, root).stream()
                        .map(Volume::toString)
                        .collect(Collectors.joining("; "))
                    + ".",
                "the run could not write: " + cause.getMessage().lines().findFirst().orElse(""),
                "Free space there, or make it larger, and run the same command again. Tables stand"
                    + " as before, and nothing is lost; what was half written goes with"
                    + " `cxw maintain`.",
                error));
      }
    }
    return Optional.empty();
  }

  /**
   * A place that runs write to.
   *
   * @param free bytes; -1: unknown
   */
  record Volume(String name, long free, long size, String error) {
    @Override
    public String toString() {
      return free < 0
          ? name + ": " + error
          : String.format(
              Locale.ROOT, "%s has %,d MB free of %,d MB", name, free >> 20, size >> 20);
    }
  }

  static List<Volume> volumes(SparkSession spark, String root) {
    List<Volume> volumes = new ArrayList<>();
    try {
      Path path = new Path(root);
      FsStatus status = path.getFileSystem(spark.sessionState().newHadoopConf()).getStatus(path);
      if (status.getCapacity() < Long.MAX_VALUE) { // an object store has no end
        volumes.add(
            new Volume("warehouse " + root, status.getRemaining(), status.getCapacity(), null));
      }
    } catch (IOException e) {
      volumes.add(new Volume("warehouse " + root, -1, -1, e.getMessage()));
    }
    for (String folder : Utils.getConfiguredLocalDirs(spark.sparkContext().getConf())) {
      File file = new File(folder);
      volumes.add(
          new Volume(
              "temporary files " + folder, file.getUsableSpace(), file.getTotalSpace(), null));
    }
    return volumes;
  }
}

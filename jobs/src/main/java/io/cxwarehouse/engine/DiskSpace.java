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
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils;

/** Tells which disk is full: the system says that one is, and not which. */
final class DiskSpace {
  private static final Pattern FULL =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|There is not enough space on the disk"
              + "|DSQuotaExceeded");

  private DiskSpace() {}

  /** The error that says so, if a full disk is the cause. */
  static Optional<CxwException> explained(Throwable error, SparkSession spark, String root) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CxwException) {
        return Optional.empty();
      }
      if (cause.getMessage() != null && FULL.matcher(cause.getMessage()).find()) {
        return Optional.of(
            new CxwException(
                ExitCode.FAILURE,
                "A disk is full: " + String.join("; ", volumes(spark, root)) + ".",
                "the run could not write: " + cause.getMessage().lines().findFirst().orElse(""),
                "Free space there, or make it larger, and run the same command again. Tables stand"
                    + " as before, and nothing is lost; what was half written goes with VACUUM.",
                error));
      }
    }
    return Optional.empty();
  }

  private static List<String> volumes(SparkSession spark, String root) {
    List<String> volumes = new ArrayList<>();
    try {
      Path path = new Path(root);
      FsStatus status = path.getFileSystem(spark.sessionState().newHadoopConf()).getStatus(path);
      volumes.add(volume("warehouse " + root, status.getRemaining(), status.getCapacity()));
    } catch (IOException e) {
      volumes.add("warehouse " + root + ": " + e.getMessage());
    }
    for (String folder : Utils.getConfiguredLocalDirs(spark.sparkContext().getConf())) {
      File file = new File(folder);
      volumes.add(volume("temporary files " + folder, file.getUsableSpace(), file.getTotalSpace()));
    }
    return volumes;
  }

  private static String volume(String name, long free, long size) {
    return String.format(Locale.ROOT, "%s has %,d MB free of %,d MB", name, free >> 20, size >> 20);
  }
}

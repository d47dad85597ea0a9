package io.cxwarehouse.raw;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * SHA-256 of files' bytes, by path: a few small files here, others as a Spark job. A file that may
 * not be read, or is gone since it was listed, has none.
 */
public final class FileHashes implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DRIVER_FILES = 200;
  private static final long DRIVER_BYTES = 32L << 20;

  private final String root;
  private final SerializableConfiguration hadoop;

  private FileHashes(String root, SerializableConfiguration hadoop) {
    this.root = root;
    this.hadoop = hadoop;
  }

  public static Map<String, String> of(SparkSession spark, String root, List<LandingFile> files) {
    Configuration hadoop = LandingStore.plain(spark.sessionState().newHadoopConf());
    FileHashes hashes = new FileHashes(root, new SerializableConfiguration(hadoop));
    Map<String, String> byPath = new HashMap<>();
    long bytes = files.stream().mapToLong(LandingFile::bytes).sum();
    if (files.size() <= DRIVER_FILES && bytes <= DRIVER_BYTES) {
      files.forEach(file -> byPath.put(file.path(), hashes.hash(file.path())));
      byPath.values().removeIf(Objects::isNull);
      return byPath;
    }
    List<FileGroups.Group> groups =
        FileGroups.of(files, LandingFile::bytes, spark.sparkContext().defaultParallelism());
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<List<String>> hashed =
        collected(
            context
                .parallelize(IntStream.range(0, groups.size()).boxed().toList(), groups.size())
                .map(group -> hashes.hashAll(groups.get(group).of(files))));
    for (int i = 0; i < groups.size(); i++) {
      for (int j = 0; j < hashed.get(i).size(); j++) {
        byPath.put(files.get(groups.get(i).from() + j).path(), hashed.get(i).get(j));
      }
    }
    byPath.values().removeIf(Objects::isNull);
    return byPath;
  }

  /** All elements; what a task threw is thrown as it is, and not as Spark wraps it. */
  private static <T> List<T> collected(JavaRDD<T> rows) {
    try {
      return rows.collect();
    } catch (Exception e) { // Spark's checked one is not declared
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof CxwException known) {
          throw known;
        }
      }
      throw e;
    }
  }

  private List<String> hashAll(List<LandingFile> files) {
    List<String> hashed = new ArrayList<>(files.size());
    files.forEach(file -> hashed.add(hash(file.path())));
    return hashed;
  }

  private String hash(String file) {
    Path path = new Path(root, file);
    try (InputStream in = path.getFileSystem(hadoop.value()).open(path)) {
      return Digests.sha256Hex(in);
    } catch (IOException e) {
      if (Unreadable.is(e)) {
        return null;
      }
      throw new CxwException(
          ExitCode.FAILURE,
          "The delivered file " + path + " cannot be read.",
          String.valueOf(e),
          "Mend the storage, or the network to it, and run the same command again: nothing was"
              + " taken in.",
          e);
    }
  }
}

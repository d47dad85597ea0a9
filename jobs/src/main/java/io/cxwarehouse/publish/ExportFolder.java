package io.cxwarehouse.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where an export lies. Its manifest is removed first and written last, so that a folder without
 * one is not whole; the files of an earlier export that this one does not have go.
 */
final class ExportFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String UNFINISHED = ".unfinished";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final FileSystem files;

  ExportFolder(String folder, Configuration hadoop) throws IOException {
    this.root = new Path(folder);
    this.files = root.getFileSystem(hadoop);
    files.setWriteChecksum(false);
  }

  /** Files that an earlier export left, by its manifest; the folder is no whole export any more. */
  Set<String> begin() throws IOException {
    Set<String> earlier = new TreeSet<>();
    Path manifest = new Path(root, MANIFEST);
    if (files.exists(manifest)) {
      try (InputStream in = files.open(manifest)) {
        for (JsonNode file : JSON.readTree(in).path("files")) {
          String path = file.path("path").asText();
          if (path.matches("[a-z0-9_]+(/[a-z0-9-]+)?\\.(csv|parquet)")) {
            earlier.add(path);
          }
        }
      }
      files.delete(manifest, false);
    }
    files.delete(unfinished(), true);
    return earlier;
  }

  /** Where Spark may write before files get their names. */
  Path unfinished() {
    return new Path(root, UNFINISHED);
  }

  OutputStream create(String path) throws IOException {
    // Hadoop's own stream flushes to disk whenever a writer flushes.
    return new FilterOutputStream(files.create(new Path(root, path), true)) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void flush() {}
    };
  }

  /** The files that Spark wrote, by the value of the column that they are partitioned by. */
  Map<String, Path> written(String column) throws IOException {
    Map<String, Path> written = new LinkedHashMap<>();
    for (FileStatus period : files.listStatus(unfinished())) {
      String name = period.getPath().getName();
      if (name.startsWith(column + "=")) {
        for (FileStatus file : files.listStatus(period.getPath())) {
          if (file.getPath().getName().endsWith(".parquet")) {
            written.put(name.substring(column.length() + 1), file.getPath());
          }
        }
      }
    }
    return written;
  }

  void move(Path file, String path) throws IOException {
    Path target = new Path(root, path);
    files.mkdirs(target.getParent());
    files.delete(target, false);
    if (!files.rename(file, target)) {
      throw new IOException("cannot move " + file + " to " + target);
    }
  }

  long size(String path) throws IOException {
    return files.getFileStatus(new Path(root, path)).getLen();
  }

  String sha256(String path) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(
            files.open(new Path(root, path)), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the export. */
  void end(Map<String, Object> manifest, Set<String> gone) throws IOException {
    files.delete(unfinished(), true);
    for (String path : gone) {
      files.delete(new Path(root, path), false);
    }
    try (OutputStream out = create(MANIFEST)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
    }
  }
}

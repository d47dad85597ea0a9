package io.cxwarehouse.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Where an export lies. New files are written aside, and take the place of those of before only
 * once all are there; the manifest goes first and comes last, so that a folder without one is not
 * whole. Files of an earlier export that this one does not have go, also where it was killed.
 */
final class ExportFolder {
  private static final String MANIFEST = "manifest.json";

  /** Manifests of what was there, and of what is to come, while files take their places. */
  private static final String BEFORE = ".manifest-before.json";

  private static final String NEXT = ".manifest-next.json";
  private static final String UNFINISHED = ".unfinished";
  private static final FsPermission NOT_FOR_OTHERS = new FsPermission((short) 0750);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final FileSystem files;

  /** Of this export alone: one that runs beside it fails, and does not take its files. */
  private final Path aside;

  ExportFolder(String folder, Configuration hadoop) throws IOException {
    this.root = new Path(folder);
    this.files = root.getFileSystem(hadoop);
    this.aside = new Path(root, UNFINISHED + "-" + UUID.randomUUID());
    files.setWriteChecksum(false);
  }

  /**
   * Forgets what an export that was killed wrote aside; a folder that is there stays as it is. A
   * new one is not for everybody on this machine: what it gets tells of customers, one by one.
   */
  void begin() throws IOException {
    Path manifest = new Path(root, MANIFEST);
    if (files.exists(manifest) && !read(manifest).has("publication")) {
      throw new IOException("its manifest.json is not one of an export");
    }
    if (files.exists(root)) {
      for (FileStatus left : files.listStatus(root)) {
        if (left.getPath().getName().startsWith(UNFINISHED)) {
          files.delete(left.getPath(), true);
        }
      }
    } else {
      files.mkdirs(root, NOT_FOR_OTHERS);
    }
  }

  /** Where Spark may write before files get their names. */
  Path unfinished() {
    return new Path(aside, "spark");
  }

  /** Where a file lies until all are there. */
  private Path staged(String path) {
    return new Path(aside, "files/" + path);
  }

  OutputStream create(String path) throws IOException {
    return create(staged(path));
  }

  private OutputStream create(Path path) throws IOException {
    // Hadoop's own stream flushes to disk whenever a writer flushes.
    return new FilterOutputStream(files.create(path, true)) {
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
          boolean isData = file.getPath().getName().endsWith(".parquet");
          if (isData && written.put(name.substring(column.length() + 1), file.getPath()) != null) {
            throw new IOException("Spark wrote several files of " + name);
          }
        }
      }
    }
    return written;
  }

  /** Takes a file that Spark wrote. */
  void take(Path file, String path) throws IOException {
    move(file, staged(path));
  }

  long size(String path) throws IOException {
    return files.getFileStatus(staged(path)).getLen();
  }

  String sha256(String path) throws IOException {
    return sha256(staged(path));
  }

  private String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(files.open(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts all files in their places; those that are there already stay untouched. */
  void end(Map<String, Object> manifest, List<ExportReport.File> written) throws IOException {
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    Set<String> gone = new TreeSet<>();
    for (String name : List.of(MANIFEST, BEFORE, NEXT)) {
      gone.addAll(named(new Path(root, name)));
    }
    List<String> changed = new ArrayList<>();
    for (ExportReport.File file : written) {
      gone.remove(file.path());
      Path place = new Path(root, file.path());
      if (!files.exists(place) || !sha256(place).equals(file.sha256())) {
        changed.add(file.path());
      }
    }
    write(new Path(root, NEXT), text);
    if (files.exists(new Path(root, MANIFEST))) {
      move(new Path(root, MANIFEST), new Path(root, BEFORE));
    }
    for (String path : changed) {
      move(staged(path), new Path(root, path));
    }
    for (String path : gone) {
      files.delete(new Path(root, path), false);
    }
    move(new Path(root, NEXT), new Path(root, MANIFEST));
    files.delete(new Path(root, BEFORE), false);
    files.delete(aside, true);
  }

  private void write(Path file, byte[] text) throws IOException {
    try (OutputStream out = create(file)) {
      out.write(text);
    }
  }

  private void move(Path file, Path target) throws IOException {
    files.mkdirs(target.getParent());
    files.delete(target, false);
    if (!files.rename(file, target)) {
      throw new IOException("cannot move " + file + " to " + target);
    }
  }

  /** Files of an export by its manifest; none of one that was killed while it wrote that. */
  private Set<String> named(Path manifest) throws IOException {
    Set<String> named = new TreeSet<>();
    if (files.exists(manifest)) {
      for (JsonNode file : read(manifest).path("files")) {
        String path = file.path("path").asText();
        if (path.matches("[a-z0-9_]+(/[a-z0-9-]+)?\\.(csv|parquet)")) {
          named.add(path);
        }
      }
    }
    return named;
  }

  private JsonNode read(Path manifest) throws IOException {
    try (InputStream in = files.open(manifest)) {
      return JSON.readTree(in);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}

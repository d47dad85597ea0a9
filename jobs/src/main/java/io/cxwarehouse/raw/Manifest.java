package io.cxwarehouse.raw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a delivery says of itself: {@code {"files":[{"name","bytes","rows","sha256"}]}}. */
public final class Manifest {
  static final String FILE_NAME = "_manifest.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Entry> entries;

  /**
   * What is said of a file; null where nothing is.
   *
   * @param name path below the date folder
   */
  public record Entry(String name, Long bytes, Long rows, String sha256) implements Serializable {}

  private Manifest(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads a manifest.
   *
   * @throws RefusedFileException if it is none
   */
  static Manifest read(InputStream in) throws IOException {
    JsonNode files;
    try {
      files = JSON.readTree(in).path("files");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new RefusedFileException("manifest is not JSON", e);
    }
    if (!files.isArray()) {
      throw new RefusedFileException("manifest has no array “files”");
    }
    Map<String, Entry> entries = new HashMap<>();
    for (JsonNode file : files) {
      String name = file.path("name").asText("");
      if (!isBelow(name)) {
        throw new RefusedFileException("manifest names “" + name + "”, outside of its delivery");
      }
      if (name.isEmpty() || entries.put(name, entry(name, file)) != null) {
        throw new RefusedFileException("manifest names a file “" + name + "” or names it twice");
      }
    }
    return new Manifest(entries);
  }

  /** Whether a name stays in the manifest's folder. */
  static boolean isBelow(String name) {
    return !name.startsWith("/") && !Arrays.asList(name.split("[/\\\\]")).contains("..");
  }

  private static Entry entry(String name, JsonNode file) {
    JsonNode sha = file.path("sha256");
    return new Entry(
        name,
        file.path("bytes").isNumber() ? file.path("bytes").asLong() : null,
        file.path("rows").isNumber() ? file.path("rows").asLong() : null,
        sha.isTextual() ? sha.asText().toLowerCase(Locale.ROOT) : null);
  }

  Entry entry(String name) {
    return entries.get(name);
  }

  /** Files that it names and that are not there: the delivery is still under way. */
  Set<String> absent(Set<String> present) {
    Set<String> absent = new TreeSet<>(entries.keySet());
    absent.removeAll(present);
    return absent;
  }

  /** What does not fit, of names and sizes. */
  List<String> mismatches(Map<String, Long> bytesByName) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Long> file : bytesByName.entrySet()) {
      Entry entry = entries.get(file.getKey());
      if (entry == null) {
        problems.add(file.getKey() + " is not in the manifest");
      } else if (entry.bytes() != null && !entry.bytes().equals(file.getValue())) {
        problems.add(
            file.getKey() + " has " + file.getValue() + " bytes, manifest says " + entry.bytes());
      }
    }
    return problems;
  }
}

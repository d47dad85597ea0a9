package io.cxwarehouse.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Takes rows out of the files of one delivery and corrects its manifest. The manifest is set aside
 * while files change, since a delivery that contradicts it would be quarantined with all its rows;
 * one that was left aside by a process that died is put back first.
 */
public final class LandingRewrite {
  private static final String ASIDE = "_manifest.json.aside";
  private static final String NEW = ".cxw-new.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LandingStore store;
  private final String folder;
  private final RowRemoval removal;

  /**
   * Of one delivery.
   *
   * @param folder its place below the landing root, {@code source/entity/date}
   */
  public LandingRewrite(
      String root, Configuration hadoop, EntityShape entity, String folder, RowTest test) {
    this.store = new LandingStore(root, hadoop);
    this.folder = folder;
    this.removal = new RowRemoval(store, LandingStore.plain(hadoop), entity, test);
  }

  /** Files of which rows would go, or that cannot be searched; changes nothing. */
  public List<LandingRewritten> find(Collection<String> paths) {
    try {
      List<LandingRewritten> found = new ArrayList<>();
      for (String path : paths) {
        if (store.exists(path)) {
          LandingRewritten file = removal.find(path);
          boolean fits = !file.isPossible() || file.rows() == 0 || fitsManifest(path);
          if (file.rows() > 0 || !file.isPossible()) {
            found.add(
                fits ? file : new LandingRewritten(path, file.rows(), "contradicts its manifest"));
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Takes the rows out. */
  public List<LandingRewritten> rewrite(Collection<String> paths) {
    try {
      if (store.exists(folder + "/" + ASIDE)) {
        putManifestBack();
      }
      List<LandingRewritten> files = new ArrayList<>();
      boolean isAny = false;
      for (LandingRewritten file : find(paths)) {
        LandingRewritten written = file.isPossible() ? written(file) : file;
        isAny |= written.isPossible();
        files.add(written);
      }
      if (isAny) {
        replace(files.stream().filter(LandingRewritten::isPossible).toList());
      }
      return files;
    } catch (IOException e) {
      throw failed("rewritten", e);
    }
  }

  private CxwException failed(String done, IOException error) {
    return new CxwException(
        ExitCode.FAILURE,
        "The delivery " + folder + " of the landing folder cannot be " + done + ".",
        String.valueOf(error),
        "Mend the storage, the network to it, or the right to write there, and run the same command"
            + " again: it completes what was begun.",
        error);
  }

  private LandingRewritten written(LandingRewritten file) throws IOException {
    try {
      removal.write(file.path(), fresh(file.path()));
      return file;
    } catch (RefusedFileException e) {
      store.delete(fresh(file.path()));
      return new LandingRewritten(file.path(), file.rows(), e.getMessage());
    }
  }

  private void replace(List<LandingRewritten> files) throws IOException {
    boolean hasManifest = store.exists(folder + "/" + Manifest.FILE_NAME);
    if (hasManifest) {
      store.move(folder + "/" + Manifest.FILE_NAME, folder + "/" + ASIDE);
    }
    for (LandingRewritten file : files) {
      store.replace(file.path(), fresh(file.path()));
    }
    if (hasManifest) {
      putManifestBack();
    }
  }

  private void putManifestBack() throws IOException {
    JsonNode manifest = json(folder + "/" + ASIDE);
    for (JsonNode entry : manifest.path("files")) {
      String name = entry.path("name").asText();
      String path = folder + "/" + name;
      if (entry instanceof ObjectNode said && Manifest.isBelow(name) && store.holds(path)) {
        correct(said, path);
      }
    }
    String fresh = fresh(folder + "/" + Manifest.FILE_NAME);
    try (OutputStream out = store.create(fresh, folder + "/" + ASIDE)) {
      JSON.writerWithDefaultPrettyPrinter().writeValue(out, manifest);
    }
    store.move(fresh, folder + "/" + Manifest.FILE_NAME);
    store.delete(folder + "/" + ASIDE);
  }

  /** What the manifest says of the file, and nothing that it does not. */
  private void correct(ObjectNode said, String path) throws IOException {
    boolean isNamed = said.path("bytes").isNumber() || said.path("sha256").isTextual();
    if (isNamed && isSame(said, path)) {
      return;
    }
    Map<String, Object> is = new TreeMap<>();
    is.put("bytes", store.bytes(path));
    is.put("rows", removal.rows(path));
    is.put("sha256", sha256(path));
    is.keySet().retainAll(names(said));
    is.forEach(said::putPOJO);
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private boolean fitsManifest(String path) throws IOException {
    if (!store.exists(folder + "/" + Manifest.FILE_NAME)) {
      return true;
    }
    try {
      for (JsonNode entry : json(folder + "/" + Manifest.FILE_NAME).path("files")) {
        if (path.equals(folder + "/" + entry.path("name").asText())) {
          return isSame(entry, path);
        }
      }
      return false;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private boolean isSame(JsonNode entry, String path) throws IOException {
    boolean hasBytes = entry.path("bytes").isNumber();
    boolean hasHash = entry.path("sha256").isTextual();
    return (!hasBytes || entry.path("bytes").asLong() == store.bytes(path))
        && (!hasHash || entry.path("sha256").asText().equalsIgnoreCase(sha256(path)));
  }

  private String sha256(String path) throws IOException {
    try (InputStream in = store.open(path)) {
      return Digests.sha256Hex(in);
    }
  }

  private JsonNode json(String path) throws IOException {
    try (InputStream in = store.open(path)) {
      return JSON.readTree(in);
    }
  }

  /** Where a file is written before it takes its place: hidden from every scan. */
  private static String fresh(String path) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + NEW + path.substring(slash + 1);
  }
}

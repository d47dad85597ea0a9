package io.cxwarehouse.raw;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A date's folder of one entity as it was listed, and wholly dealt with, last.
 *
 * @param path {@code source/entity/date}
 * @param digest the same if, and only if, the same files lay there with the same sizes and times
 * @param reading fingerprint of how its files were read
 * @param modifiedMillis the folder's own time, null where it does not tell whether files came or
 *     went
 */
public record ListedFolder(
    String path,
    LocalDate deliveryDate,
    long files,
    String digest,
    String reading,
    Long modifiedMillis) {
  /** The digest of rows of {@code ops.ingested_file}; {@code _name} is the path in the folder. */
  public static final String DIGEST_SQL =
      """
      substr(sha2(concat_ws('', transform(
        sort_array(collect_list(struct(
          _name, concat_ws('\\u0000', _name, bytes, unix_millis(modified_at), manifest) AS line))),
        file -> concat(file.line, '\\n'))), 256), 1, 32)""";

  /**
   * The digest of a folder's files.
   *
   * @param files by path in the folder
   * @param manifest size and time of the manifest, empty if there is none
   */
  static String digest(SortedMap<String, LandingTree.Node> files, String manifest) {
    MessageDigest digest = Digests.sha256();
    files.forEach(
        (name, file) -> {
          String bytes = Long.toString(file.bytes());
          String modified = Long.toString(file.modifiedMillis());
          String line = String.join("\0", name, bytes, modified, manifest);
          digest.update((line + '\n').getBytes(StandardCharsets.UTF_8));
        });
    if (files.isEmpty()) { // no line tells of the manifest
      digest.update(manifest.getBytes(StandardCharsets.UTF_8));
    }
    return Digests.hex(digest.digest()).substring(0, 32);
  }

  /** Whether the same files lie there, and were read in the same way. */
  boolean isSameAs(ListedFolder other) {
    return other != null && digest.equals(other.digest) && reading.equals(other.reading);
  }

  /** Whether no file can have come or gone since. */
  boolean isUntouched(long modifiedNow) {
    return Objects.equals(modifiedMillis, modifiedNow);
  }
}

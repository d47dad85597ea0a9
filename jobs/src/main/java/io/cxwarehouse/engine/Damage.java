package io.cxwarehouse.engine;

import io.cxwarehouse.delta.DamagedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found to be wrong with a table.
 *
 * @param log commits that cannot be read
 * @param data files of the current version
 * @param shown files of the current version, and of the one that readers see
 */
record Damage(List<DamagedFile> log, List<DamagedFile> data, List<DamagedFile> shown) {
  List<DamagedFile> all() {
    List<DamagedFile> all = new ArrayList<>(log);
    all.addAll(data);
    shown.stream().filter(file -> !data.contains(file)).forEach(all::add);
    return all;
  }

  boolean isLogWhole() {
    return log.isEmpty();
  }

  /** Data files of the current version, as the log names them. */
  Set<String> missing() {
    return names(data);
  }

  static Set<String> names(List<DamagedFile> files) {
    return files.stream().map(DamagedFile::file).collect(Collectors.toSet());
  }

  /** For a message: the first of them, and how many more there are. */
  static String named(List<DamagedFile> damaged) {
    DamagedFile first = damaged.get(0);
    return first.file()
        + " of version "
        + first.version()
        + " "
        + first.fault()
        + (damaged.size() > 1 ? "; and " + (damaged.size() - 1) + " more" : "");
  }
}

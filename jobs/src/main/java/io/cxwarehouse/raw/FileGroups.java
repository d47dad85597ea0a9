package io.cxwarehouse.raw;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts a list of files into runs of about equal bytes, one for each task; files stay whole. */
public final class FileGroups {
  private static final long MAX_BYTES = 64L << 20;

  /** Opening a file costs about as much as reading this many bytes. */
  private static final long OPEN_BYTES = 64L << 10;

  private FileGroups() {}

  /** Part of the list, from inclusive, until exclusive. */
  public record Group(int from, int until) implements Serializable {
    public <T> List<T> of(List<T> files) {
      return files.subList(from, until);
    }
  }

  public static <T> List<Group> of(List<T> files, ToLongFunction<T> bytes, int parallelism) {
    long all = files.stream().mapToLong(bytes).sum() + files.size() * OPEN_BYTES;
    long target = Math.min(MAX_BYTES, all / Math.max(1, 2L * parallelism) + 1);
    List<Group> groups = new ArrayList<>();
    int from = 0;
    long size = 0;
    for (int i = 0; i < files.size(); i++) {
      size += bytes.applyAsLong(files.get(i)) + OPEN_BYTES;
      if (size >= target || i == files.size() - 1) {
        groups.add(new Group(from, i + 1));
        from = i + 1;
        size = 0;
      }
    }
    return groups;
  }
}

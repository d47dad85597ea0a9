package io.cxwarehouse.raw;

import java.io.Serializable;
import java.util.List;

/**
 * A delivered column: the name it has in bronze, other names it may be delivered under, whether a
 * file without it is refused, and whether its values identify a person.
 */
public record ColumnShape(String name, List<String> aliases, boolean isRequired, boolean isPersonal)
    implements Serializable {
  public ColumnShape {
    aliases = List.copyOf(aliases);
  }

  public static ColumnShape of(String name) {
    return new ColumnShape(name, List.of(), false, false);
  }
}

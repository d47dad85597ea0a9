package io.cxwarehouse.bronze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.BiFunction;

/** Values anywhere in a document. */
final class JsonValues {
  private JsonValues() {}

  /**
   * Puts others in their place; what is not replaced is looked into.
   *
   * @param name of the field that holds the node; elements have that of their array
   * @param change the node itself where it stays
   * @return whether anything below was replaced
   */
  static boolean replace(
      String name, JsonNode node, BiFunction<String, JsonNode, JsonNode> change) {
    boolean isChanged = false;
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode now = change.apply(field.getKey(), field.getValue());
        isChanged |= now != field.getValue() || replace(field.getKey(), field.getValue(), change);
        field.setValue(now);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode now = change.apply(name, array.get(i));
        isChanged |= now != array.get(i) || replace(name, array.get(i), change);
        array.set(i, now);
      }
    }
    return isChanged;
  }
}

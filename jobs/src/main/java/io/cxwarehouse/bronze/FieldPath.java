package io.cxwarehouse.bronze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cxwarehouse.functions.NativeIds;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A column, or a field in the JSON that a column holds: {@code events[].author_id} is the field of
 * each element, {@code [0]} takes the first element, {@code [least]} the one with the least number
 * as its {@code id}, {@code [field_name=requester_id]} those whose field has this value, {@code
 * author[type=user|lead]} the object if its field has one of these. A text on the way that holds
 * JSON is looked into.
 */
final class FieldPath implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String column;
  private final List<String> steps;

  private FieldPath(String column, List<String> steps) {
    this.column = column;
    this.steps = steps;
  }

  static FieldPath of(String path) {
    List<String> steps =
        new ArrayList<>(
            Arrays.asList(path.replace("[", ".[").replaceAll("[.]{2,}", ".").split("[.]")));
    return new FieldPath(steps.remove(0), List.copyOf(steps));
  }

  String column() {
    return column;
  }

  boolean isColumn() {
    return steps.isEmpty();
  }

  /** The texts and numbers there, those of an array one by one; none where it leads nowhere. */
  List<String> values(String cell) {
    if (cell == null || cell.isBlank()) {
      return List.of();
    }
    if (steps.isEmpty() && !cell.stripLeading().startsWith("[")) {
      return List.of(cell.strip());
    }
    List<String> values = new ArrayList<>();
    for (JsonNode node : nodes(cell)) {
      for (JsonNode value : node.isArray() ? node : List.of(node)) {
        if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
          values.add(value.asText().strip());
        }
      }
    }
    return values;
  }

  /** What stands there, parsed. */
  List<JsonNode> nodes(String cell) {
    JsonNode root = parse(cell);
    List<JsonNode> nodes = root == null ? List.of() : List.of(root);
    for (String step : steps) {
      nodes = nodes.stream().flatMap(node -> step(parsed(node), step).stream()).toList();
    }
    return nodes.stream().map(FieldPath::parsed).toList();
  }

  /**
   * The cell with other values there; the cell itself where none changes.
   *
   * @param change gives the value to have instead, null for none
   */
  String replaced(String cell, UnaryOperator<String> change) {
    if (values(cell).stream().allMatch(value -> value.equals(change.apply(value)))) {
      return cell;
    }
    JsonNode root = parse(cell);
    if (steps.isEmpty() && root == null) {
      return change.apply(cell.strip());
    }
    if (steps.isEmpty()) {
      replaceAll(root, change);
      return root.toString();
    }
    String last = steps.get(steps.size() - 1);
    FieldPath parents = new FieldPath(column, steps.subList(0, steps.size() - 1));
    for (JsonNode parent : parents.below(root)) {
      if (parent instanceof ObjectNode object && object.path(last).isValueNode()) {
        object.set(last, node(change.apply(object.path(last).asText().strip())));
      } else if (parent.path(last).isArray()) {
        replaceAll(parent.path(last), change);
      }
    }
    return root.toString();
  }

  private static void replaceAll(JsonNode array, UnaryOperator<String> change) {
    for (int i = 0; i < array.size(); i++) {
      if (array instanceof ArrayNode values && values.get(i).isValueNode()) {
        values.set(i, node(change.apply(values.get(i).asText().strip())));
      }
    }
  }

  private static JsonNode node(String text) {
    return text == null ? NullNode.instance : TextNode.valueOf(text);
  }

  private List<JsonNode> below(JsonNode root) {
    List<JsonNode> nodes = List.of(root);
    for (String step : steps) {
      nodes = nodes.stream().flatMap(node -> step(node, step).stream()).toList();
    }
    return nodes;
  }

  private static List<JsonNode> step(JsonNode node, String step) {
    if (node == null) {
      return List.of();
    }
    if (!step.startsWith("[")) {
      return node.has(step) ? List.of(node.get(step)) : List.of();
    }
    if (node.isObject() && step.contains("=")) {
      return has(node, step) ? List.of(node) : List.of();
    }
    if (!(node instanceof ArrayNode array) || array.isEmpty()) {
      return List.of();
    }
    return switch (step) {
      case "[]" -> StreamSupport.stream(array.spliterator(), false).toList();
      case "[least]" ->
          StreamSupport.stream(array.spliterator(), false)
              .filter(element -> id(element) != null)
              .min(Comparator.comparing(FieldPath::id, NativeIds.BY_NUMBER))
              .stream()
              .toList();
      case "[0]" -> List.of(array.get(0));
      default ->
          StreamSupport.stream(array.spliterator(), false)
              .filter(element -> has(element, step))
              .toList();
    };
  }

  /** Whether an element's field has a value of {@code [field=value|value]}. */
  private static boolean has(JsonNode element, String step) {
    String[] field = step.substring(1, step.length() - 1).split("=", 2);
    return field.length == 2
        && List.of(field[1].split("[|]")).contains(element.path(field[0]).asText());
  }

  private static String id(JsonNode element) {
    return NativeIds.normalize(element.path("id").asText());
  }

  private static JsonNode parsed(JsonNode node) {
    JsonNode inner = node.isTextual() ? parse(node.asText()) : null;
    return inner == null ? node : inner;
  }

  /** A JSON object or array; null for any other text. */
  static JsonNode parse(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return null;
    }
    try {
      return JSON.readTree(trimmed);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}

package io.cxwarehouse.functions.sla;

import com.fasterxml.jackson.databind.JsonNode;
import io.cxwarehouse.functions.Channels;
import io.cxwarehouse.functions.NativeIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One condition of a policy's filter: field, operator, and the values to compare with. */
final class Condition {
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("type", "type"),
          Map.entry("ticket_type", "type"),
          Map.entry("priority", "priority"),
          Map.entry("status", "status"),
          Map.entry("tags", "tags"),
          Map.entry("current_tags", "tags"),
          Map.entry("group", "group"),
          Map.entry("group_id", "group"),
          Map.entry("organization", "organization"),
          Map.entry("organization_id", "organization"),
          Map.entry("assignee_id", "assignee"),
          Map.entry("requester_id", "requester"),
          Map.entry("brand_id", "brand"),
          Map.entry("channel", "channel"),
          Map.entry("via", "channel"),
          Map.entry("via_id", "channel"),
          Map.entry("form", "form"),
          Map.entry("ticket_form_id", "form"));

  /** Fields that hold ids, which are the same in every spelling. */
  private static final Set<String> IDS =
      Set.of("group", "organization", "assignee", "requester", "brand", "form");

  private static final String CUSTOM_FIELD = "custom_fields_";
  private static final Set<String> OPERATORS =
      Set.of("is", "is_not", "includes", "not_includes", "less_than", "greater_than");

  /** Values in ascending order, for less_than and greater_than. */
  private static final Map<String, List<String>> ORDERED =
      Map.of(
          "status", List.of("new", "open", "pending", "hold", "solved", "closed"),
          "priority", List.of("low", "normal", "high", "urgent"));

  private final String field;
  private final String operator;
  private final List<String> values;

  private Condition(String field, String operator, List<String> values) {
    this.field = field;
    this.operator = operator;
    this.values = values;
  }

  /** The condition that a JSON object says; null where it cannot be read. */
  static Condition of(JsonNode json) {
    String name = json.path("field").asText("").strip().toLowerCase(Locale.ROOT);
    String field = name.startsWith(CUSTOM_FIELD) ? name : FIELDS.get(name);
    String operator = json.path("operator").asText("").strip().toLowerCase(Locale.ROOT);
    if (field == null || !OPERATORS.contains(operator)) {
      return null;
    }
    List<String> values = new ArrayList<>();
    JsonNode value = json.path("value");
    if (value.isArray()) {
      value.forEach(item -> values.add(item.asText()));
    } else if (value.isObject()) {
      return null;
    } else if (field.equals("tags")) {
      values.addAll(Arrays.asList(value.asText("").strip().split("\\s+")));
    } else {
      values.add(value.isNull() || value.isMissingNode() ? "" : value.asText());
    }
    values.replaceAll(text -> normal(field, text));
    Condition condition = new Condition(field, operator, values);
    return condition.isReadable() ? condition : null;
  }

  private static String normal(String field, String text) {
    String said = IDS.contains(field) ? NativeIds.normalize(text) : text.strip();
    String value = Objects.toString(said, "").toLowerCase(Locale.ROOT);
    if (field.equals("status") && value.equals("on-hold")) {
      return "hold";
    }
    return field.equals("channel") ? Channels.toldAs("zendesk", value) : value;
  }

  private boolean isReadable() {
    if (values.isEmpty()) {
      return false;
    }
    if (field.equals("channel") && values.stream().anyMatch(v -> v.matches("\\d+"))) {
      return false;
    }
    return !isComparison()
        || (values.size() == 1
            && (ORDERED.containsKey(field)
                ? ORDERED.get(field).contains(values.get(0))
                : number(values.get(0)) != null));
  }

  private boolean isComparison() {
    return operator.equals("less_than") || operator.equals("greater_than");
  }

  /** Whether a ticket fulfils it; what it has no value for equals the empty value only. */
  boolean holds(Map<String, List<String>> ticket) {
    List<String> actual =
        ticket.getOrDefault(field, List.of("")).stream().map(text -> normal(field, text)).toList();
    return switch (operator) {
      case "is", "includes" -> actual.stream().anyMatch(values::contains);
      case "is_not", "not_includes" -> actual.stream().noneMatch(values::contains);
      default -> actual.stream().anyMatch(this::isOnTheRightSide);
    };
  }

  private boolean isOnTheRightSide(String actual) {
    Double mine = rank(actual);
    Double bound = rank(values.get(0));
    if (mine == null) {
      return false;
    }
    return operator.equals("less_than") ? mine < bound : mine > bound;
  }

  private Double rank(String text) {
    if (!ORDERED.containsKey(field)) {
      return number(text);
    }
    int at = ORDERED.get(field).indexOf(text);
    return at < 0 ? null : Double.valueOf(at);
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

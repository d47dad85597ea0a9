package io.cxwarehouse.functions.sla;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * To which tickets a policy applies: those that fulfil all conditions under {@code all} and, where
 * there are some under {@code any}, one of these. A filter that cannot be read applies to nothing.
 */
public final class PolicyFilter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Filters already read; empty where one cannot be. A warehouse has few. */
  private static final ConcurrentHashMap<UTF8String, Optional<PolicyFilter>> READ =
      new ConcurrentHashMap<>();

  private final List<Condition> all = new ArrayList<>();
  private final List<Condition> any = new ArrayList<>();

  private PolicyFilter() {}

  static Optional<PolicyFilter> parse(String text) {
    PolicyFilter filter = new PolicyFilter();
    try {
      JsonNode json = JSON.readTree(text);
      boolean isRead =
          json.isObject() && add(json.path("all"), filter.all) && add(json.path("any"), filter.any);
      return isRead ? Optional.of(filter) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static boolean add(JsonNode list, List<Condition> conditions) {
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      return false;
    }
    for (JsonNode item : list) {
      Condition condition = Condition.of(item);
      if (condition == null) {
        return false;
      }
      conditions.add(condition);
    }
    return true;
  }

  /** {@code sla_filter_is_readable(filter)}. */
  public static boolean isReadable(UTF8String filter) {
    return known(filter).isPresent();
  }

  /**
   * {@code sla_filter_applies(filter, fields, values)}: the ticket's fields side by side with their
   * values; a field may occur several times.
   */
  public static boolean applies(UTF8String filter, ArrayData fields, ArrayData values) {
    Optional<PolicyFilter> known = known(filter);
    if (known.isEmpty()) {
      return false;
    }
    Map<String, List<String>> ticket = new HashMap<>();
    for (int i = 0; i < fields.numElements(); i++) {
      if (!values.isNullAt(i)) {
        ticket
            .computeIfAbsent(fields.getUTF8String(i).toString(), field -> new ArrayList<>())
            .add(values.getUTF8String(i).toString().strip().toLowerCase(Locale.ROOT));
      }
    }
    return known.get().applies(ticket);
  }

  private boolean applies(Map<String, List<String>> ticket) {
    return all.stream().allMatch(condition -> condition.holds(ticket))
        && (any.isEmpty() || any.stream().anyMatch(condition -> condition.holds(ticket)));
  }

  private static Optional<PolicyFilter> known(UTF8String filter) {
    Optional<PolicyFilter> known = READ.get(filter);
    if (known == null) {
      // Spark reuses the bytes behind the argument for the next row.
      known = parse(filter.toString());
      READ.put(filter.clone(), known);
    }
    return known;
  }
}

package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.engine.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * When a table's rows change, in sentences: by its definition, and by the warehouse if it has any.
 */
final class Freshness {
  private final Warehouse warehouse;
  private final Optional<Publication> publication;
  private final Map<String, Row> changes = new TreeMap<>();

  Freshness(Engine engine) {
    this.warehouse = engine.warehouse();
    Reader reader = engine.reader();
    this.publication = reader.publications().current();
    if (publication.isPresent() && reader.isReadable(TableId.of("ops.step_run"))) {
      reader
          .query(Resource.text("docs/last_changes.sql"))
          .collectAsList()
          .forEach(row -> changes.put(row.getString(0), row));
    }
  }

  /** Which publication the site was made with, in words; empty: the warehouse has none. */
  Optional<String> published() {
    return publication.map(Publication::named);
  }

  /**
   * @param inputs all relations that the table is made of
   */
  List<String> of(TableDefinition table, SortedSet<String> inputs) {
    List<String> facts = new ArrayList<>();
    TableSpec spec = table.spec();
    if (spec.id().layer() == Layer.OPS) {
      facts.add("Written by the commands themselves, as they go.");
    } else {
      facts.add(computed(spec));
      spec.asOfColumn().ifPresent(column -> facts.add(asOf(spec, column)));
      if (spec.isRestated()) {
        facts.add("Published values that change later are recorded in ops.restatement.");
      }
      facts.addAll(sources(inputs));
    }
    facts.addAll(published(spec.id()));
    return facts;
  }

  private static String computed(TableSpec spec) {
    String columns = String.join(", ", spec.narrowBy());
    return switch (spec.mode()) {
      case FULL -> "Computed whole by each run in which an input or the definition changed.";
      case KEYS -> "Computed by keys: a run does only the " + columns + " that may have changed.";
      case PARTITIONS ->
          "Computed by dates: a run does only the " + columns + " that may have changed.";
    };
  }

  private static String asOf(TableSpec spec, String column) {
    String kept =
        spec.keepDates().isPresent()
            ? "; the last " + spec.keepDates().getAsInt() + " dates and every month end stay"
            : "";
    return "Holds a set of rows per " + column + ": what was known then" + kept + ".";
  }

  /** A line per demand on the deliveries that it is made of. */
  private List<String> sources(SortedSet<String> inputs) {
    SortedMap<String, List<String>> found = new TreeMap<>();
    for (Source source : new TreeMap<>(warehouse.settings().sources()).values()) {
      if (source.entities().keySet().stream()
          .anyMatch(entity -> inputs.contains(TableId.bronze(source.name(), entity).toString()))) {
        found.computeIfAbsent(demand(source), key -> new ArrayList<>()).add(source.name());
      }
    }
    return found.entrySet().stream()
        .map(
            entry -> "Deliveries of " + String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  private static String demand(Source source) {
    if (!source.enabled()) {
      return "not read here.";
    }
    long hours = source.maxLag().toHours();
    String lag = hours % 24 == 0 ? days(hours / 24) : hours + " hours";
    return "the newest is to be at most %s old%s."
        .formatted(lag, source.required() ? "; no night without it" : "");
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private List<String> published(TableId id) {
    if (publication.isEmpty()) {
      return List.of();
    }
    boolean isPublished = publication.get().versions().containsKey(id);
    if (id.layer() != Layer.OPS && !isPublished) {
      return List.of("Not in the publication.");
    }
    List<String> facts = new ArrayList<>();
    long rows = warehouse.tables().count(warehouse.spark(), id);
    facts.add(String.format(Locale.ROOT, "%,d rows now.", rows));
    Row change = changes.get(id.toString());
    if (change != null) {
      facts.add("Last changed by run " + change.get(1) + ", as of " + change.get(2) + ".");
    }
    return facts;
  }
}

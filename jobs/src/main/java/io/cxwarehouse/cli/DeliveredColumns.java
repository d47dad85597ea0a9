package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.engine.Engine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Columns that came with the newest deliveries though nobody named them, or stayed away. */
final class DeliveredColumns {
  private final Engine engine;
  private final Settings settings;
  private final Map<String, NavigableSet<LocalDate>> deliveries = new HashMap<>();

  DeliveredColumns(Engine engine, Settings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * A query for what the newest deliveries hold beyond the configuration; empty: nothing was
   * delivered. Entities whose queries read {@code _rescued} are left out: there such columns are
   * the rule, such as a survey's questions.
   */
  String unknown() {
    return ofEntities(
        (source, entity) -> {
          String table = bronze(source, entity);
          return isReadWhole(table)
              ? ""
              : """
                select '%1$s' source, '%2$s' entity, column, count(*) rows, max(newest) newest
                from (
                  select explode(json_object_keys(_rescued)) column, _delivery_date newest
                  from %3$s where _rescued is not null and _delivery_date = date '%4$s')
                group by column
                """
                  .formatted(source.name(), entity.name(), table, deliveries(table).last());
        });
  }

  /** A query for columns with values in the delivery before the newest, and none in the newest. */
  String lost() {
    return ofEntities(
        (source, entity) -> {
          NavigableSet<LocalDate> dates = deliveries(bronze(source, entity));
          LocalDate newest = dates.last();
          LocalDate before = dates.lower(newest);
          List<String> lost = new ArrayList<>();
          for (Source.Column column : entity.columns()) {
            lost.add(
                ("if(count(`%1$s`) filter (where _delivery_date = date '%2$s') = 0"
                        + " and count(`%1$s`) > 0, '%1$s', null)")
                    .formatted(column.name(), newest));
          }
          return before == null
              ? ""
              : """
                select '%1$s' source, '%2$s' entity,
                  explode(array_compact(array(%3$s))) column, date '%4$s' newest
                from %5$s where _delivery_date >= date '%6$s'
                """
                  .formatted(
                      source.name(),
                      entity.name(),
                      String.join(", ", lost),
                      newest,
                      bronze(source, entity),
                      before);
        });
  }

  /** One query of all entities that have been delivered; empty if there are none. */
  private String ofEntities(BiFunction<Source, Source.Entity, String> query) {
    List<String> parts = new ArrayList<>();
    for (Source source : settings.sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        if (!deliveries(bronze(source, entity)).isEmpty()) {
          String part = query.apply(source, entity);
          if (!part.isEmpty()) {
            parts.add(part);
          }
        }
      }
    }
    return parts.isEmpty()
        ? ""
        : String.join(" union all ", parts) + " order by source, entity, column";
  }

  private static String bronze(Source source, Source.Entity entity) {
    return TableId.bronze(source.name(), entity.name()).toString();
  }

  /** Dates under which rows of an entity lie, from the table's list of files. */
  private NavigableSet<LocalDate> deliveries(String table) {
    return deliveries.computeIfAbsent(
        table,
        name -> {
          NavigableSet<LocalDate> dates = new TreeSet<>();
          engine
              .warehouse()
              .tables()
              .partitions(engine.warehouse().spark(), TableId.of(name), "_delivery_date")
              .forEach(date -> dates.add(LocalDate.parse(date)));
          return dates;
        });
  }

  private boolean isReadWhole(String table) {
    return engine.warehouse().definitions().tables().values().stream()
        .flatMap(definition -> definition.queries().values().stream())
        .anyMatch(query -> query.contains("_rescued") && query.contains(table));
  }
}

package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.TableDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table computed by its {@code query.sql}, or by the union by name of its {@code
 * from_<source>.sql} files. Where both are there, {@code query.sql} reads the union as {@code
 * sources}; it reads a {@code with_<part>.sql} as {@code <part>}. Inputs are derived from the
 * texts.
 */
public final class SqlStep implements Step {
  private static final String QUERY = "query.sql";
  private static final String SOURCES = "sources";

  private final TableDefinition definition;
  private final SortedSet<String> inputs = new TreeSet<>();
  private final SortedSet<String> parameters = new TreeSet<>();

  SqlStep(TableDefinition definition, SparkSession spark) {
    this.definition = definition;
    for (Map.Entry<String, String> query : definition.queries().entrySet()) {
      try {
        inputs.addAll(QueryPlans.relations(spark, query.getValue()));
        parameters.addAll(QueryPlans.parameters(spark, query.getValue()));
      } catch (InvalidQueryException e) {
        throw DefinitionErrors.invalid(definition.id(), query.getKey(), e);
      }
    }
    definition.spec().asOfPart().ifPresent(this::requirePart);
  }

  private void requirePart(String name) {
    if (!definition.queries().containsKey(part(name))) {
      throw DefinitionErrors.invalid(
          definition.id(),
          "table.sql",
          new InvalidQueryException("cxw.as_of_part names " + name + ": no " + part(name), null));
    }
  }

  private static String part(String name) {
    return "with_" + name + ".sql";
  }

  @Override
  public SortedSet<String> inputs() {
    return Collections.unmodifiableSortedSet(inputs);
  }

  /** Names of the parameters that the queries bind. */
  SortedSet<String> parameters() {
    return Collections.unmodifiableSortedSet(parameters);
  }

  @Override
  public Dataset<Row> compute(StepInputs in) {
    Folder folder = new Folder(in);
    if (!definition.queries().containsKey(QUERY)) {
      return folder.union();
    }
    Dataset<Row> rows = folder.bound(QUERY);
    DefinitionErrors.requireColumns(definition, QUERY, rows.schema());
    return rows;
  }

  @Override
  public Set<LocalDate> dates(StepInputs in) {
    Optional<String> part = definition.spec().asOfPart();
    return part.isEmpty()
        ? Step.super.dates(in)
        : new Folder(in)
            .own(part.get()).collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toSet());
  }

  /** The files of the table on one run's inputs, each bound once however often it is read. */
  private final class Folder {
    private final StepInputs in;
    private final Map<String, Dataset<Row>> own = new TreeMap<>();
    private final List<String> path = new ArrayList<>();

    Folder(StepInputs in) {
      this.in = in;
    }

    /** The rows of all sources. */
    Dataset<Row> union() {
      Dataset<Row> union = null;
      for (String file : definition.queries().keySet()) {
        if (file.equals(QUERY) || file.startsWith("with_")) {
          continue;
        }
        Dataset<Row> rows = bound(file);
        if (definition.sources().isPresent()) {
          rows = definition.sources().get().conform(definition.id(), file, rows);
        } else {
          DefinitionErrors.requireColumns(definition, file, rows.schema());
        }
        union = union == null ? rows : union.unionByName(rows, true);
      }
      return union;
    }

    /** The rows of one file. */
    Dataset<Row> bound(String file) {
      try {
        path.add(file);
        if (path.indexOf(file) < path.size() - 1) {
          throw new InvalidQueryException("the files read each other in a circle: " + path, null);
        }
        Dataset<Row> rows =
            QueryPlans.bind(
                in.spark(),
                definition.queries().get(file),
                name -> name.indexOf('.') < 0 ? own(name) : in.relation(name),
                in.parameters().values());
        path.remove(file);
        return rows;
      } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
        throw DefinitionErrors.invalid(definition.id(), file, e);
      }
    }

    /** What the folder itself gives under a name; null: it is a common table expression. */
    private Dataset<Row> own(String name) {
      Dataset<Row> rows = own.get(name);
      String part = part(name);
      if (rows == null && definition.queries().containsKey(part)) {
        rows = bound(part);
      } else if (rows == null && name.equals(SOURCES) && definition.sources().isPresent()) {
        rows = union();
      }
      if (rows != null) {
        own.put(name, rows);
      }
      return rows;
    }
  }

  /** The columns of {@code table.sql}, in its order. */
  public static Column[] columns(TableDefinition definition, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (String name : definition.spec().schema().fieldNames()) {
      columns.add(rows.col(name));
    }
    return columns.toArray(Column[]::new);
  }
}

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
  private final boolean mayReject;

  /** What each file reads, by itself or through what it may read of the folder. */
  private final Map<String, Set<String>> reads = new TreeMap<>();

  SqlStep(TableDefinition definition) {
    this.definition = definition;
    this.mayReject =
        definition.queries().values().stream().anyMatch(text -> text.contains(Rejects.REASON));
    Set<String> ofParts = new TreeSet<>();
    for (Map.Entry<String, String> query : definition.queries().entrySet()) {
      try {
        QueryPlans.ownNames(query.getValue()).forEach(this::requireNoPart);
        Set<String> named = QueryPlans.relations(query.getValue());
        inputs.addAll(named);
        reads.put(query.getKey(), new TreeSet<>(named));
        if (query.getKey().startsWith("with_")) {
          ofParts.addAll(named);
        }
        parameters.addAll(QueryPlans.parameters(query.getValue()));
      } catch (InvalidQueryException e) {
        throw DefinitionErrors.invalid(definition.id(), query.getKey(), e);
      }
    }
    reads.values().forEach(named -> named.addAll(ofParts));
    reads.put(QUERY, inputs);
    definition.spec().asOfPart().ifPresent(this::requirePart);
  }

  /** A part would silently take the place of what a text itself calls so. */
  private void requireNoPart(String name) {
    if (definition.queries().containsKey(part(name))) {
      throw new InvalidQueryException(
          "it has a common table expression "
              + name
              + ", but "
              + part(name)
              + " is read by that name",
          null);
    }
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
    if (folder.isKnownToGiveNone(QUERY)) {
      return none(in.spark());
    }
    Dataset<Row> rows = folder.bound(QUERY);
    DefinitionErrors.requireColumns(definition, QUERY, rows.schema());
    return folder.givesNone(QUERY, rows) ? none(in.spark()) : rows;
  }

  private Dataset<Row> none(SparkSession spark) {
    return spark.createDataFrame(List.of(), definition.spec().schema());
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
    private final Set<String> empty;

    Folder(StepInputs in) {
      this.in = in;
      this.empty = inputs.stream().filter(this::isEmpty).collect(Collectors.toSet());
    }

    /** Rejected rows of before leave with rows that say so, if only none: they are computed. */
    private boolean isEmpty(String input) {
      StepInputs.Filled filled = in.filled(input);
      return filled == StepInputs.Filled.NO_TABLE
          || filled == StepInputs.Filled.NO_ROWS && !mayReject;
    }

    private NoRows.Key key(String file) {
      Set<String> ofFile = new TreeSet<>(reads.get(file));
      ofFile.retainAll(empty);
      return new NoRows.Key(definition.queries(), file, ofFile);
    }

    boolean isKnownToGiveNone(String file) {
      return NoRows.isKnown(key(file));
    }

    boolean givesNone(String file, Dataset<Row> rows) {
      return NoRows.learn(key(file), rows.queryExecution().analyzed());
    }

    /**
     * The files of sources, without those that give nothing; one of these where all do. What reads
     * the union may name a column that only one file has, unless a shape names all.
     */
    private List<String> sources() {
      List<String> files =
          definition.queries().keySet().stream()
              .filter(file -> !file.equals(QUERY) && !file.startsWith("with_"))
              .toList();
      if (definition.sources().isEmpty() && definition.queries().containsKey(QUERY)) {
        return files;
      }
      List<String> some = files.stream().filter(file -> !isKnownToGiveNone(file)).toList();
      return some.isEmpty() ? files.subList(0, Math.min(1, files.size())) : some;
    }

    /** The rows of all sources. */
    Dataset<Row> union() {
      List<Dataset<Row>> all = new ArrayList<>();
      for (String file : sources()) {
        Dataset<Row> rows = bound(file);
        givesNone(file, rows);
        if (definition.sources().isPresent()) {
          rows = definition.sources().get().conform(definition.id(), file, rows);
        } else {
          DefinitionErrors.requireColumns(definition, file, rows.schema());
        }
        all.add(in.part(rows));
      }
      return QueryPlans.unionByName(in.spark(), all);
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
        rows = in.part(bound(part));
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

package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.raw.RowTest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Finds the rows of erased persons among delivered ones: those that wait for intake, and those that
 * bronze holds. All of it happens in functions on executors, whose lists of persons are keyed
 * hashes, so that no plan and no log shows whom it is about.
 */
public final class ErasedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, PersonsOf> persons;
  private final ErasedKeys erased;

  private ErasedRows(Map<String, PersonsOf> persons, ErasedKeys erased) {
    this.persons = persons;
    this.erased = erased;
  }

  public static ErasedRows of(Settings settings, ErasedKeys erased) {
    return new ErasedRows(PersonsOf.all(settings), erased);
  }

  /** The same, with more persons. */
  public ErasedRows with(Collection<String> hashes) {
    return new ErasedRows(persons, erased.with(hashes));
  }

  /** Other persons or records. */
  public ErasedRows only(Collection<String> hashes) {
    return new ErasedRows(persons, erased.only(hashes));
  }

  /** The same, without some. */
  public ErasedRows without(Collection<String> hashes) {
    return new ErasedRows(persons, erased.without(hashes));
  }

  public ErasedKeys keys() {
    return erased;
  }

  /** Entities, as {@code source.entity}, of which rows may be about a person. */
  public List<String> entities() {
    return persons.values().stream()
        .filter(PersonsOf::isAboutPersons)
        .map(PersonsOf::name)
        .toList();
  }

  /** Entities whose rows may mention a person beside: all, for any may have undeclared columns. */
  public List<String> mentioning() {
    return List.copyOf(persons.keySet());
  }

  /** Which entities' rows may go for the sake of which. */
  public Belonging belonging() {
    return new Belonging(persons);
  }

  /** Of an entity's bronze table: {@link #contested}, read from no more columns than that takes. */
  public Column contested(String entity, List<String> present) {
    return contested(lit(entity), naming(entity, present), col("_key"));
  }

  /** Of an entity's bronze table: {@link #gone}, read from no more columns than that takes. */
  public Column gone(String entity, List<String> present) {
    return gone(lit(entity), naming(entity, present), col("_key"));
  }

  private Column naming(String entity, List<String> present) {
    Set<String> naming = persons.get(entity).naming();
    return cells(entity, present.stream().filter(naming::contains).toList());
  }

  /** The delivered cells of a bronze table's rows, columns that it lacks as nulls. */
  public Column cells(String entity, List<String> present) {
    List<Column> cells = new ArrayList<>();
    for (String name : names(entity)) {
      cells.add(present.contains(name) ? col("`" + name + "`") : lit(null).cast("string"));
    }
    return array(cells.toArray(Column[]::new));
  }

  private List<String> names(String entity) {
    List<String> names = new ArrayList<>(persons.get(entity).columns());
    names.add("_rescued");
    return names;
  }

  /**
   * Null where a row stays. Where it goes, the hashes of keys that bind other rows to it.
   *
   * @param entity its name, {@code source.entity}
   */
  public Column gone(Column entity, Column cells, Column key) {
    UDF3<String, Seq<String>, String, String[]> function =
        (name, values, record) -> {
          PersonsOf of = persons.get(name);
          return of == null || !of.isAboutPersons()
              ? null
              : verdict().gone(of, list(values), record);
        };
    return udf(function, DataTypes.createArrayType(DataTypes.StringType)).apply(entity, cells, key);
  }

  /**
   * Of rows that name no person, but are left out as a person's record or account: the hashes of
   * the keys by which the list has these; else null.
   */
  public Column contested(Column entity, Column cells, Column key) {
    UDF3<String, Seq<String>, String, String[]> function =
        (name, values, record) -> {
          PersonsOf of = persons.get(name);
          return of == null ? null : verdict().contested(of, list(values), record);
        };
    return udf(function, DataTypes.createArrayType(DataTypes.StringType)).apply(entity, cells, key);
  }

  /** Of rows of an entity's bronze table, whether they do not say whose their record is. */
  public Column isSilent(String entity, List<String> present) {
    UDF1<Seq<String>, Boolean> function =
        cells -> persons.get(entity).isSilent(persons.get(entity).personKeys(list(cells)));
    return udf(function, DataTypes.BooleanType).apply(naming(entity, present));
  }

  /**
   * Of rows that name a person by id: what else they name the person by, each as {@code
   * kind|pseudonym|hash}; the pseudonym is the one that silver has.
   */
  public Column alsoNamed(Column entity, Column cells) {
    UDF2<String, Seq<String>, String[]> function =
        (name, values) -> {
          Set<String> named = persons.get(name).personKeys(list(values));
          boolean isOurs =
              named.stream()
                  .anyMatch(
                      k ->
                          (k.startsWith(PersonKey.ID) || k.startsWith(PersonKey.STORED))
                              && erased.has(k));
          return isOurs
              ? persons.get(name).linkable(named).entrySet().stream()
                  .map(e -> e.getValue() + "|" + erased.hash(e.getKey()))
                  .toArray(String[]::new)
              : null;
        };
    return udf(function, DataTypes.createArrayType(DataTypes.StringType)).apply(entity, cells);
  }

  /** Whether the text of a rejected row, masked as it is, still shows an id of a person. */
  public Column goneText(Column entity, Column text) {
    UDF2<String, String, Boolean> function = this::isGone;
    return udf(function, DataTypes.BooleanType).apply(entity, text);
  }

  private boolean isGone(String entity, String text) {
    PersonsOf of = persons.get(entity);
    if (of == null || text == null) {
      return false;
    }
    JsonNode row = FieldPath.parse(text);
    if (row != null && row.isObject()) {
      List<String> cells = new ArrayList<>();
      of.columns().forEach(column -> cells.add(row.path(column).asText(null)));
      cells.add(text);
      return verdict().gone(of, cells, "") != null;
    }
    Set<String> sources = of.idSources();
    for (String word : text.split("[\\s,;|\"'<>(){}\\[\\]=]+")) {
      String email = word.indexOf('@') > 0 ? PersonKey.email(word) : null;
      String id = NativeIds.normalize(word);
      if ((email != null && erased.has(PersonKey.EMAIL + email))
          || sources.stream()
              .anyMatch(s -> PersonKey.isErased(erased, PersonKey.ID + s + ":" + id))) {
        return true;
      }
    }
    return false;
  }

  /** Which rows of an entity's files are about the persons. */
  public RowTest test(String entity) {
    return new RowTest() {
      @Override
      public boolean goes(List<String> cells, String key) {
        PersonsOf of = persons.get(entity);
        return of.isAboutPersons() && verdict().gone(of, cells, key) != null;
      }

      @Override
      public boolean goes(String text) {
        return isGone(entity, text);
      }
    };
  }

  /** Null where nothing in a row's cells mentions a person; else the cells without that. */
  public Column redacted(Column entity, Column cells) {
    UDF2<String, Seq<String>, String[]> function =
        (name, values) -> {
          PersonsOf of = persons.get(name);
          return of == null ? null : redacted(of, list(values));
        };
    return udf(function, DataTypes.createArrayType(DataTypes.StringType)).apply(entity, cells);
  }

  private String[] redacted(PersonsOf of, List<String> cells) {
    List<String> names = names(of.name());
    Redaction redaction = new Redaction(erased);
    UndeclaredCells undeclared = of.undeclared(erased, redaction, cells);
    String[] now = new String[cells.size()];
    for (int i = 0; i < now.length; i++) {
      String cell =
          of.withoutMentions(names.get(i), cells.get(i), id -> PersonKey.isErased(erased, id));
      if (names.get(i).equals("_rescued")) {
        now[i] = undeclared.without(cell);
      } else {
        now[i] = of.isFreeText(names.get(i)) ? redaction.of(cell) : cell;
      }
    }
    return Arrays.asList(now).equals(cells) ? null : now;
  }

  /** The delivered columns of rows, taken from the redacted cells where there are any. */
  public Map<String, Column> redactedColumns(String entity, List<String> present, Column redacted) {
    Map<String, Column> columns = new TreeMap<>();
    List<String> names = names(entity);
    for (int i = 0; i < names.size(); i++) {
      if (present.contains(names.get(i))) {
        Column old = col("`" + names.get(i) + "`");
        columns.put(
            names.get(i), when(redacted.isNull(), old).otherwise(element_at(redacted, i + 1)));
      }
    }
    return columns;
  }

  /** Rows of an entity's bronze table without those of the persons, and without what names them. */
  public Dataset<Row> without(String entity, Dataset<Row> rows) {
    List<String> present = List.of(rows.columns());
    Column name = lit(entity);
    Column cells = cells(entity, present);
    Dataset<Row> others = rows.where(gone(name, cells, col("_key")).isNull());
    return others.withColumns(redactedColumns(entity, present, redacted(name, cells)));
  }

  private RowVerdict verdict() {
    return new RowVerdict(erased);
  }

  private static List<String> list(Seq<String> values) {
    return JavaConverters.seqAsJavaListConverter(values).asJava();
  }
}

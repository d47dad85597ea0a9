package io.cxwarehouse.config;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system that delivers files, and how to read them.
 *
 * @param timezone the zone of its timestamps that carry none
 * @param currency what a currency says that may be left out, and is: the reporting currency
 * @param required a night without its delivery fails
 * @param requireMarker a delivery counts only once it holds {@code _SUCCESS}
 * @param maxLag how old its newest delivery may be
 * @param maxRejectedRate more rejected rows refuse the file
 * @param settleTime files younger than this are left for the next run
 * @param piiIds its record ids are personal data, such as e-mails
 */
public record Source(
    String name,
    boolean enabled,
    ZoneId timezone,
    String currency,
    boolean required,
    boolean requireMarker,
    Duration maxLag,
    double maxRejectedRate,
    Duration settleTime,
    boolean piiIds,
    Map<String, Entity> entities) {

  /**
   * A kind of record that a source delivers, in a folder of its own.
   *
   * @param key columns that name a record
   * @param identity columns that, with the position among equals in the file, name a record whose
   *     key is empty; none: such a record is rejected
   * @param record columns of the key that name the record in silver, where several rows make one;
   *     none: the whole key does
   * @param cursor the columns by which the latest version is told, each where those before it are
   *     equal; none: deliveries alone order versions
   * @param lines columns by which silver tells apart rows of one key; none: they are versions of it
   * @param minRows a file with fewer rows is refused
   * @param columns sorted by name
   * @param folders how files in a folder of this name below the delivery date are read
   * @param person whom its rows are about
   */
  public record Entity(
      String name,
      Format format,
      ReadOptions options,
      List<String> key,
      List<String> identity,
      List<String> record,
      List<String> cursor,
      List<String> lines,
      int minRows,
      List<Column> columns,
      Map<String, Folder> folders,
      Person person) {

    public Column column(String name) {
      return columns.stream()
          .filter(column -> column.name().equals(name))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("no column " + name + " in " + this.name));
    }
  }

  /**
   * Whom a row is about, so that it can be found when a person is to be erased. Paths are columns,
   * or lead from a column that holds JSON to a field in it: {@code events[].author_id}.
   *
   * @param emails paths of the person's e-mail addresses
   * @param phones paths of the person's phone numbers
   * @param country paths of the country in which numbers without a country code are read: the first
   *     that says one counts
   * @param ids paths of the person's id, with the source that gives it; {@link #FULL_NAMES} where
   *     values are of the form {@code source:id}
   * @param requester paths of ids of this source, where several persons take part: the first that
   *     says one names whom the row is about
   * @param references paths below which fields that {@code identity.references} names may stand
   * @param follows columns whose value names a record of the same source ({@code entity}, or {@code
   *     entity.column}): the row goes with it
   * @param devices columns that name a device: of rows that name nobody, those go whose device a
   *     row of the person names
   * @param accounts paths of ids of this source whose holder the row's addresses and numbers tell
   * @param mentions paths of ids in rows that are about others: the value goes, the row stays
   */
  public record Person(
      List<String> emails,
      List<String> phones,
      List<String> country,
      Map<String, String> ids,
      List<String> requester,
      List<String> references,
      Map<String, String> follows,
      List<String> devices,
      List<String> accounts,
      Map<String, String> mentions) {
    /** Stands for a source where values name their source themselves. */
    public static final String FULL_NAMES = "*";

    /** Rows about nobody. */
    public static final Person NOBODY =
        new Person(
            List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), Map.of(), List.of(),
            List.of(), Map.of());
  }

  /**
   * A survey tool that delivers into a source of another name, in a folder of its own.
   *
   * @param timezone zone of its timestamps that carry none, where it is not the source's
   * @param entity the same columns, with its own aliases and options
   */
  public record Folder(Optional<ZoneId> timezone, Entity entity) {}

  /** How the files of an entity are written. */
  public enum Format {
    CSV,
    JSON,
    /** CSV or JSON, told by the content of each file. */
    TEXT,
    PARQUET
  }

  /**
   * How to read the files, and the limits beyond which they are refused.
   *
   * @param headerRows the first one holds the names, further ones are skipped
   * @param records names under which a page of JSON may hold the array of its records; a document
   *     without any of them is a record itself
   * @param nullTexts what stands in a field of CSV that has no value
   * @param maxExpandedBytes size of the file once unpacked
   * @param maxExpansionRatio unpacked to packed size
   */
  public record ReadOptions(
      char delimiter,
      char quote,
      char escape,
      int headerRows,
      Charset encoding,
      List<String> records,
      List<String> nullTexts,
      long maxRecordBytes,
      long maxFieldBytes,
      long maxExpandedBytes,
      int maxExpansionRatio) {}

  /**
   * A delivered column. Bronze keeps its text as delivered; the type says what it holds, and how
   * cursors compare.
   *
   * @param required a file (JSON: a record) without it is refused
   * @param pii personal data or free text: masked wherever a row is quoted
   * @param aliases other names under which it may be delivered
   * @param origin what gives its values
   */
  public record Column(
      String name,
      ColumnType type,
      boolean required,
      boolean pii,
      List<String> aliases,
      Origin origin) {}

  /** What gives a column's values: the file's fields, its folder, or its name up to the date. */
  public enum Origin {
    FILE,
    SURVEY_FOLDER,
    TOOL_FOLDER,
    EXPORT_TABLE
  }

  public enum ColumnType {
    STRING,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    CURRENCY,
    NETWORK,
    JSON
  }
}

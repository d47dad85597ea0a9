package io.cxwarehouse.erasure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.graph.Fingerprints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Who is meant by requests: the customers that silver's identity finds for what they name, all
 * records of those customers in all sources, and all addresses and numbers that these records ever
 * had, former ones included. An address or number that is another customer's too is not the
 * person's: it stays.
 */
final class ErasureTargets {
  private static final TableId RECORD = TableId.of("silver.customer_record");
  private static final TableId SHARED = TableId.of("silver.customer_shared_key");
  private static final TableId ALIAS = TableId.of("silver.customer_alias");
  private static final TableId STAFF = TableId.of("silver.support_user");
  private static final String HELD = "held";
  private static final StructType WANTED = new StructType().add("wanted", DataTypes.StringType);

  private final Warehouse warehouse;
  private final SparkSession session;
  private final ErasedKeys keys;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> hashes = new TreeMap<>();

  ErasureTargets(Warehouse warehouse, SparkSession session, ErasedKeys keys) {
    this.warehouse = warehouse;
    this.session = session;
    this.keys = keys;
  }

  /** Hashes of all that the persons are named by, with their kinds. */
  Map<String, String> of(List<ErasureRequest> requests) {
    Set<String> customers = new TreeSet<>();
    requests.forEach(request -> customers.addAll(customers(request)));
    ErasureRequest.requireNone("The requests", problems);
    Set<String> records = new TreeSet<>();
    for (Row row : matching(RECORD, "customer_id", customers)) {
      String record = row.getAs("customer_source_key");
      records.add(record);
      add(isPersonal(record) ? "stored:" + record : "id:" + record);
      // What its customer was called before records were joined, in as-of tables of then.
      add("customer:c_" + Fingerprints.sha256(record).substring(0, 24));
    }
    customers.forEach(customer -> add("customer:" + customer));
    addOtherNames(customers, records);
    hashes.values().removeIf("stored"::equals);
    return hashes;
  }

  private void add(String key) {
    hashes.put(keys.hash(key), key.substring(0, key.indexOf(':')));
  }

  private Set<String> customers(ErasureRequest request) {
    Set<String> customers = new TreeSet<>();
    switch (request.kind()) {
      case EMAIL -> {
        add("email:" + request.value());
        customers.addAll(linked(request, "email", "email_keys"));
      }
      case PHONE -> {
        add("phone:" + request.value());
        customers.addAll(linked(request, "phone", "phone_keys"));
      }
      case SOURCE_ID -> {
        add("id:" + request.value());
        String record = stored(request.value());
        boolean isStaff =
            matching(STAFF, "user_id", Set.of(record)).stream()
                .anyMatch(row -> "agent".equals(row.getAs("role")));
        if (isStaff) {
          problems.add(request + ": is an agent, whose work stands in the tickets of others");
        }
        matching(RECORD, "customer_source_key", Set.of(record))
            .forEach(row -> customers.add(row.getAs("customer_id")));
      }
      case CUSTOMER_ID -> {
        for (Row row : matching(ALIAS, "alias_customer_id", Set.of(request.value()))) {
          customers.add(row.getAs("customer_id"));
        }
        matching(RECORD, "customer_id", Set.of(request.value()))
            .forEach(row -> customers.add(row.getAs("customer_id")));
        if (customers.isEmpty() && !keys.has("customer:" + request.value())) {
          problems.add(request + ": there is no such customer");
        }
      }
    }
    return customers;
  }

  /** Customers of a key, unless it is one that too many records share. */
  private Set<String> linked(ErasureRequest request, String kind, String column) {
    String pseudonym = Pseudonym.of(UTF8String.fromString(request.value())).toString();
    boolean isShared =
        matching(SHARED, "key_value", Set.of(pseudonym)).stream()
            .anyMatch(row -> kind.equals(row.getAs("key_kind")));
    if (isShared) {
      problems.add(
          request + ": more records share it than one person has; name the person by source_id");
      return Set.of();
    }
    Set<String> customers = new TreeSet<>();
    holding(column, Set.of(pseudonym)).forEach(row -> customers.add(row.getAs("customer_id")));
    return customers;
  }

  /** Addresses, numbers and personal ids in any version of the persons' rows in bronze. */
  private void addOtherNames(Set<String> customers, Set<String> records) {
    ErasedRows rows = ErasedRows.of(warehouse.settings(), keys.with(hashes.keySet()));
    Set<List<String>> names = new HashSet<>();
    for (String entity : rows.entities()) {
      TableId table = TableId.bronze(entity);
      Tables.State state = warehouse.tables().state(session, table);
      if (state.exists()) {
        Dataset<Row> bronze = warehouse.tables().read(session, table, state.version());
        bronze
            .select(
                explode(rows.alsoNamed(lit(entity), rows.cells(entity, List.of(bronze.columns())))))
            .distinct()
            .collectAsList()
            .forEach(row -> names.add(List.of(row.getString(0).split("[|]"))));
      }
    }
    Set<String> pseudonyms = new TreeSet<>();
    names.forEach(name -> pseudonyms.add(name.get(1)));
    Set<String> others = new TreeSet<>();
    matching(SHARED, "key_value", pseudonyms).forEach(row -> others.add(row.getAs("key_value")));
    for (String column : List.of("email_keys", "phone_keys")) {
      holding(column, pseudonyms).stream()
          .filter(row -> !customers.contains(row.<String>getAs("customer_id")))
          .forEach(row -> others.add(row.getAs(HELD)));
    }
    for (List<String> name : names) {
      boolean isTheirs =
          name.get(0).equals("id") ? records.contains(name.get(1)) : !others.contains(name.get(1));
      if (isTheirs) {
        hashes.put(name.get(2), name.get(0));
      }
    }
  }

  /** Rows of a table with one of the values, which appear in no plan. */
  private List<Row> matching(TableId table, String column, Collection<String> values) {
    return matching(table, col(column), values);
  }

  /** Records and those of their keys that are among the values. */
  private List<Row> holding(String keys, Collection<String> values) {
    return matching(RECORD, explode(col(keys)), values);
  }

  private List<Row> matching(TableId table, Column column, Collection<String> values) {
    Tables.State state = warehouse.tables().state(session, table);
    if (!state.exists() || values.isEmpty()) {
      return List.of();
    }
    Dataset<Row> wanted =
        session.createDataFrame(values.stream().map(RowFactory::create).toList(), WANTED);
    Dataset<Row> rows = warehouse.tables().read(session, table, state.version());
    return rows.withColumn(HELD, column)
        .join(wanted, col(HELD).equalTo(col("wanted")), "left_semi")
        .collectAsList();
  }

  private boolean isPersonal(String record) {
    Source source = warehouse.settings().sources().get(record.substring(0, record.indexOf(':')));
    return source != null && source.piiIds();
  }

  /** A record as silver names it. */
  private String stored(String record) {
    int colon = record.indexOf(':');
    return isPersonal(record)
        ? record.substring(0, colon + 1)
            + Pseudonym.of(UTF8String.fromString(record.substring(colon + 1)))
        : record;
  }
}

package io.cxwarehouse.silver.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.StepInputs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity equals a naive model of its rule, whatever the order of records. */
class CustomerRecordsTest extends SparkCase {
  private static final StructType PROFILE =
      StructType.fromDDL(
          "customer_source_key STRING, source STRING, source_id STRING, created_at TIMESTAMP,"
              + " email_key STRING, phone_key STRING, email_keys ARRAY<STRING>, phone_keys ARRAY<STRING>,"
              + " references ARRAY<STRING>, country STRING,"
              + " region STRING, industry STRING, plan STRING, acquisition_channel STRING,"
              + " is_deleted BOOLEAN");
  private static final StructType SHARED =
      StructType.fromDDL("key_kind STRING, key_value STRING, source STRING, records BIGINT");

  /** One made-up record: what links it, and what decides which record is canonical. */
  private record Person(
      String source,
      String id,
      Long createdAt,
      List<String> emails,
      List<String> phones,
      List<String> refs) {
    String key() {
      return source + ":" + id;
    }

    Row row() {
      return RowFactory.create(
          key(),
          source,
          id,
          createdAt == null ? null : new Timestamp(createdAt),
          null,
          null,
          emails.toArray(String[]::new),
          phones.toArray(String[]::new),
          refs.toArray(String[]::new),
          null,
          null,
          null,
          null,
          null,
          false);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void customersAreTheComponentsOfSharedKeys(long seed) {
    Random random = new Random(seed);
    List<Person> people = people(random);
    Set<String> shared = Set.of("email:e0", "phone:p0", "reference:billing:0");
    Map<String, String> expected = model(people, shared);
    assertThat(customers(new UnionFind(), people, shared)).isEqualTo(expected);
    Collections.shuffle(people, random);
    assertThat(customers(new StarRounds(), people, shared)).isEqualTo(expected);
  }

  private static List<Person> people(Random random) {
    List<Person> people = new ArrayList<>();
    for (String source : List.of("billing", "salesforce", "zendesk")) {
      for (int i = 0; i < 40; i++) {
        Long created =
            random.nextInt(5) == 0 ? null : 1_600_000_000_000L + random.nextInt(9) * 1000;
        List<String> refs = new ArrayList<>();
        if (random.nextInt(4) == 0) {
          // Some of these are never delivered: ids go up to 39.
          refs.add("billing:" + random.nextInt(60));
        }
        people.add(
            new Person(
                source, "" + i, created, keys(random, "e"), keys(random, "p"), List.copyOf(refs)));
      }
    }
    return people;
  }

  private static List<String> keys(Random random, String prefix) {
    List<String> keys = new ArrayList<>();
    for (int left = random.nextInt(9); left > 5; left--) {
      keys.add(prefix + random.nextInt(50));
    }
    return keys;
  }

  /**
   * The rule, word by word: join sets until nothing changes, then name each by its first record.
   */
  private static Map<String, String> model(List<Person> people, Set<String> shared) {
    Map<String, Set<String>> holders = new TreeMap<>();
    for (Person person : people) {
      List<String> keys = new ArrayList<>(List.of("reference:" + person.key()));
      person.refs().forEach(ref -> keys.add("reference:" + ref));
      person.emails().forEach(key -> keys.add("email:" + key));
      person.phones().forEach(key -> keys.add("phone:" + key));
      for (String key : keys) {
        // A record is always itself; a shared reference only stops others from pointing to it.
        boolean own = key.equals("reference:" + person.key());
        if (own || !shared.contains(key)) {
          holders.computeIfAbsent(key, k -> new TreeSet<>()).add(person.key());
        }
      }
    }
    Map<String, Set<String>> groups = new TreeMap<>();
    people.forEach(person -> groups.put(person.key(), new TreeSet<>(Set.of(person.key()))));
    for (Set<String> linked : holders.values()) {
      Set<String> joined = new TreeSet<>();
      linked.forEach(key -> joined.addAll(groups.get(key)));
      joined.forEach(key -> groups.put(key, joined));
    }
    Comparator<Person> age =
        Comparator.comparing(Person::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Person::source)
            .thenComparing(Person::id);
    Map<String, String> customers = new TreeMap<>();
    for (Person person : people) {
      Set<String> group = groups.get(person.key());
      Person canonical = people.stream().filter(p -> group.contains(p.key())).min(age).get();
      customers.put(person.key(), "c_" + sha256(canonical.key()).substring(0, 24));
    }
    return customers;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> customers(
      Components components, List<Person> people, Set<String> shared) {
    Dataset<Row> profiles =
        spark().createDataFrame(people.stream().map(Person::row).toList(), PROFILE);
    List<Row> keys = new ArrayList<>();
    for (String key : shared) {
      String kind = key.substring(0, key.indexOf(':'));
      keys.add(RowFactory.create(kind, key.substring(kind.length() + 1), "zendesk", 21L));
    }
    Dataset<Row> sharedKeys = spark().createDataFrame(keys, SHARED);
    StepInputs inputs =
        new StepInputs() {
          @Override
          public SparkSession spark() {
            return CustomerRecordsTest.this.spark();
          }

          @Override
          public Dataset<Row> relation(String name) {
            return name.equals("silver.customer_profile") ? profiles : sharedKeys;
          }

          @Override
          public Parameters parameters() {
            return new Parameters(Map.of());
          }
        };
    Map<String, String> customers = new TreeMap<>();
    for (Row row :
        new CustomerRecords(components)
            .compute(inputs)
            .select("customer_source_key", "customer_id")
            .collectAsList()) {
      assertThat(customers.put(row.getString(0), row.getString(1))).isNull();
    }
    return customers;
  }
}

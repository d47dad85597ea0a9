package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What somebody learns of suppressed groups who knows all published rows of gold.kpi_enps_monthly:
 * random companies, one a month, with people of unknown place and answers that came too late. The
 * attacker subtracts what is shown from the totals, carries who is unknown from one cut over to the
 * other, and tries every split of what remains.
 */
class EnpsAttackTest extends SparkCase {
  private static final int COMPANIES = 600;
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final List<String> CUTS = List.of("department", "location");
  private static final List<String> GROUPS = List.of("promoter", "passive", "detractor");

  private final Definitions definitions = Definitions.load(List.of());

  /** Promoters, passives and detractors. */
  private record Parts(long p, long s, long d) {
    static final Parts NONE = new Parts(0, 0, 0);

    long n() {
      return p + s + d;
    }

    Parts plus(Parts other, int times) {
      return new Parts(p + times * other.p, s + times * other.s, d + times * other.d);
    }

    boolean isAlike() {
      return n() == p || n() == s || n() == d;
    }
  }

  /** A published row; null parts are suppressed. */
  private record Group(String month, String cut, String value, Parts parts) {}

  private final Map<String, List<Group>> shown = new HashMap<>();
  private final Map<String, Map<String, Parts>> truth = new HashMap<>();

  @BeforeAll
  void publish() {
    Random random = new Random(20261123);
    List<Row> answers = new ArrayList<>();
    for (int i = 0; i < COMPANIES; i++) {
      company(random, FIRST.plusMonths(i), answers);
    }
    Dataset<Row> rows =
        TestRelations.complete(
            spark()
                .createDataFrame(
                    answers,
                    StructType.fromDDL(
                        "response_id STRING, metric STRING, department STRING, location STRING,"
                            + " answer_group STRING, response_month DATE, closes_on DATE")),
            TestRelations.schema(definitions, "silver.employee_answer"));
    Parameters parameters = new Parameters(TestRelations.parameters(Map.of()));
    Steps.of(definitions.table(TableId.of("gold.kpi_enps_monthly")))
        .compute(
            new TestInputs(spark(), Map.of("silver.employee_answer", rows.coalesce(1)), parameters))
        .collectAsList()
        .forEach(
            row -> {
              Parts parts =
                  row.isNullAt(3)
                      ? null
                      : new Parts(row.getLong(4), row.getLong(5), row.getLong(6));
              String month = row.getDate(0).toString();
              shown
                  .computeIfAbsent(month, m -> new ArrayList<>())
                  .add(new Group(month, row.getString(1), row.getString(2), parts));
            });
  }

  /** Some departments and locations of very different size and mood. */
  private void company(Random random, LocalDate month, List<Row> answers) {
    int departments = 1 + random.nextInt(6);
    int locations = 1 + random.nextInt(4);
    for (int d = 0; d < departments; d++) {
      int size = 1 + random.nextInt(random.nextInt(3) == 0 ? 4 : 14);
      int mood = random.nextInt(5); // of three, one, all groups of answers
      for (int i = 0; i < size; i++) {
        boolean isUnknown = random.nextInt(12) == 0;
        String department = isUnknown ? null : "D" + d;
        String location =
            isUnknown ? null : "L" + (random.nextBoolean() ? 0 : random.nextInt(locations));
        int group = mood < 3 ? mood : random.nextInt(mood == 3 ? 2 : 3);
        LocalDate close = month.plusMonths(1).minusDays(1);
        boolean isLate = i > 0 && random.nextInt(20) == 0;
        answers.add(
            RowFactory.create(
                "r" + answers.size(),
                "enps",
                department,
                location,
                GROUPS.get(group),
                Date.valueOf(month),
                Date.valueOf(isLate ? close.plusDays(9) : close)));
        if (!isLate) {
          Parts one = new Parts(group == 0 ? 1 : 0, group == 1 ? 1 : 0, group == 2 ? 1 : 0);
          Map<String, Parts> parts = truth.computeIfAbsent(month.toString(), m -> new HashMap<>());
          Stream.of("all all", "department " + name(department), "location " + name(location))
              .forEach(key -> parts.merge(key, one, (a, b) -> a.plus(b, 1)));
        }
      }
    }
  }

  private static String name(String value) {
    return value == null ? "unknown" : value;
  }

  @Test
  void whatIsShownIsTrueAndNothingIsMissing() {
    shown.forEach(
        (month, groups) -> {
          assertThat(groups.stream().map(g -> g.cut + " " + g.value))
              .containsExactlyInAnyOrderElementsOf(truth.get(month).keySet());
          for (Group group : groups) {
            Parts parts = truth.get(month).get(group.cut + " " + group.value);
            if (group.parts != null) {
              assertThat(group.parts).as("%s", group).isEqualTo(parts);
            }
            assertThat(group.parts == null || (parts.n() >= 5 && !parts.isAlike()))
                .as("%s is small or alike and shown", group)
                .isTrue();
          }
        });
    assertThat(shown).hasSize(COMPANIES);
  }

  @Test
  void noSuppressedGroupCanBeToldFromWhatIsShown() {
    int attacked = 0;
    for (String month : shown.keySet()) {
      for (String cut : CUTS) {
        attacked += attack(shown.get(month), cut).size();
        assertThat(attack(shown.get(month), cut).entrySet())
            .as("told of %s %s: %s", month, cut, shown.get(month))
            .allMatch(entry -> entry.getValue().isEmpty());
      }
    }
    assertThat(attacked).as("suppressed groups below a total that is shown").isGreaterThan(300);
  }

  @Test
  void theAttackerBreaksWhoeverHidesOnlySmallGroups() {
    int broken = 0;
    for (Map.Entry<String, Map<String, Parts>> company : truth.entrySet()) {
      List<Group> naive = new ArrayList<>();
      company
          .getValue()
          .forEach(
              (key, parts) -> {
                String[] name = key.split(" ");
                naive.add(
                    new Group(company.getKey(), name[0], name[1], parts.n() < 5 ? null : parts));
              });
      for (String cut : CUTS) {
        broken += attack(naive, cut).values().stream().anyMatch(told -> !told.isEmpty()) ? 1 : 0;
      }
    }
    assertThat(broken).isGreaterThan(50);
  }

  /** What is told of each suppressed group of a cut below a total that is shown. */
  private static Map<String, Set<String>> attack(List<Group> groups, String cut) {
    Map<String, Set<String>> told = new HashMap<>();
    Parts total =
        groups.stream().filter(g -> g.cut.equals("all")).findFirst().orElseThrow().parts();
    if (total == null) {
      return told;
    }
    Set<String> hidden = new HashSet<>();
    Parts rest = total;
    for (Group group : groups) {
      if (group.cut.equals(cut)) {
        Parts known = group.parts != null ? group.parts : elsewhere(groups, group);
        rest = known == null ? rest : rest.plus(known, -1);
        if (group.parts == null) {
          told.put(group.value, new HashSet<>());
          if (known == null) {
            hidden.add(group.value);
          } else {
            told.get(group.value).add("read from the other cut");
          }
        }
      }
    }
    Set<String> facts = facts(rest, hidden.size());
    hidden.forEach(group -> told.get(group).addAll(facts));
    return told;
  }

  /** Who is unknown in one cut is unknown in the other. */
  private static Parts elsewhere(List<Group> groups, Group group) {
    return groups.stream()
        .filter(g -> g.value.equals("unknown") && group.value.equals("unknown"))
        .filter(g -> g.parts != null)
        .map(Group::parts)
        .findFirst()
        .orElse(null);
  }

  /** What holds of one of so many groups in every split of the rest, each having an answer. */
  private static Set<String> facts(Parts rest, int groups) {
    List<Parts> possible = new ArrayList<>();
    for (long p = 0; p <= rest.p; p++) {
      for (long s = 0; s <= rest.s; s++) {
        for (long d = 0; d <= rest.d; d++) {
          long others = rest.n() - p - s - d;
          if (p + s + d >= 1 && (groups == 1 ? others == 0 : others >= groups - 1)) {
            possible.add(new Parts(p, s, d));
          }
        }
      }
    }
    Set<String> facts = new HashSet<>();
    if (possible.stream().map(Parts::n).distinct().count() == 1) {
      facts.add("answers");
    }
    if (possible.stream().map(x -> 1.0 * (x.p - x.d) / x.n()).distinct().count() == 1) {
      facts.add("enps");
    }
    if (possible.stream().allMatch(Parts::isAlike)) {
      facts.add("all alike");
    }
    return facts;
  }
}

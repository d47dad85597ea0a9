package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Relations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Order, failures and parallelism. The graph: a → b → d → e, a → c → d, and f and g alone. */
@Timeout(60)
class StepSchedulerTest extends SparkCase {
  private static final Map<String, String> READS =
      new TreeMap<>(Map.of("a", "", "b", "a", "c", "a", "d", "b c", "e", "d", "f", "", "g", ""));

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aStepBeginsWhenAllItsInputsAreDone() {
    List<StepResult> results = run("a b c d e f g", 3, StepSchedulerTest::good);

    assertThat(results).hasSize(7).allMatch(StepResult::isGood);
    READS.forEach(
        (table, inputs) -> {
          for (String input : inputs.split(" ", -1)) {
            if (!input.isEmpty()) {
              assertThat(events.indexOf("+" + table))
                  .as("%s reads %s", table, input)
                  .isGreaterThan(events.indexOf("-" + input));
            }
          }
        });
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    // who ends badly, how, and how all end: U unchanged, F failed, C check failed, B blocked
    "b, throws, aU bF cU dB eB fU gU",
    "b, check, aU bC cU dB eB fU gU",
    "a, error, aF bB cB dB eB fU gU",
    "f, throws, aU bU cU dU eU fF gU",
  })
  void aFailureBlocksWhatDependsOnItAndNothingElse(String bad, String how, String expected) {
    List<StepResult> results =
        run(
            "a b c d e f g",
            2,
            node -> {
              if (!node.id().name().equals(bad)) {
                return good(node);
              }
              return switch (how) {
                case "throws" -> throw new IllegalStateException("no luck");
                case "error" -> throw new OutOfMemoryError("too much");
                default -> new StepTimer(node.id()).checkFailed(How.FULL, List.of(), List.of(), 0);
              };
            });

    assertThat(
            results.stream()
                .map(r -> r.table().name() + letter(r.status()))
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
    assertThat(results.stream().filter(r -> r.status() == StepResult.Status.FAILED))
        .allMatch(r -> r.message().orElseThrow().startsWith("explained: "));
    assertThat(results.stream().filter(r -> r.table().name().equals("d") && !r.isGood()))
        .allMatch(r -> r.message().orElseThrow().startsWith("waits for [silver."));
  }

  /** What is not chosen stands as it is, and nobody waits for it. */
  @Test
  void onlyWhatIsChosenRuns() {
    assertThat(run("b e", 2, StepSchedulerTest::good))
        .extracting(result -> result.table().name())
        .containsExactlyInAnyOrder("b", "e");
    assertThat(run("", 2, StepSchedulerTest::good)).isEmpty();
  }

  /** Two steps that wait for each other can only end if they run at the same time. */
  @Test
  void stepsThatDoNotNeedEachOtherRunTogether() {
    CountDownLatch both = new CountDownLatch(2);
    assertThat(
            run(
                "f g",
                2,
                node -> {
                  both.countDown();
                  await(both);
                  return good(node);
                }))
        .hasSize(2)
        .allMatch(StepResult::isGood);
  }

  @Test
  void noMoreRunThanAreAllowed() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    run(
        "a f g",
        1,
        node -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await(new CountDownLatch(1), 20);
          running.decrementAndGet();
          return good(node);
        });
    assertThat(most).hasValue(1);
  }

  private List<StepResult> run(String chosen, int atOnce, Function<Graph.Node, StepResult> work) {
    Set<TableId> tables = new TreeSet<>();
    Arrays.stream(chosen.split(" "))
        .filter(name -> !name.isEmpty())
        .forEach(name -> tables.add(TableId.of("silver." + name)));
    RunListener listener =
        new RunListener() {
          @Override
          public void stepStarted(TableId table) {
            events.add("+" + table.name());
          }

          @Override
          public void stepFinished(StepResult result) {
            events.add("-" + result.table().name());
          }
        };
    events.clear();
    return new StepScheduler(
            graph(),
            work,
            error -> new IllegalStateException("explained: " + error.getMessage()),
            listener,
            table -> LogContext.of(spark().sparkContext(), "test", "compute", table),
            atOnce)
        .run(tables);
  }

  private static StepResult good(Graph.Node node) {
    return new StepTimer(node.id()).unchanged(How.SKIP, List.of(), 0);
  }

  private static char letter(StepResult.Status status) {
    return status.name().charAt(0);
  }

  private static void await(CountDownLatch latch) {
    if (!await(latch, 30_000)) {
      throw new IllegalStateException("the other step did not begin");
    }
  }

  private static boolean await(CountDownLatch latch, long milliseconds) {
    try {
      return latch.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Graph graph() {
    List<TableDefinition> tables = new ArrayList<>();
    READS.forEach((name, inputs) -> tables.add(table(name, inputs)));
    Definitions definitions = Definitions.of(tables);
    return Graph.of(
        definitions,
        new Relations(
            definitions,
            SettingsLoader.load(Optional.empty(), List.of(), Map.of("CXW_PII_KEY", "test-key"))));
  }

  private static TableDefinition table(String name, String inputs) {
    TableSpec spec =
        TableSpec.parse(
            "CREATE TABLE silver.%s (k INT COMMENT 'k') USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'k')"
                .formatted(name),
            "test");
    String query =
        inputs.isEmpty()
            ? "SELECT 1 AS k"
            : Arrays.stream(inputs.split(" "))
                .map(input -> "SELECT k FROM silver." + input)
                .collect(Collectors.joining(" UNION ALL "));
    return new TableDefinition(
        spec,
        new TreeMap<>(Map.of("query.sql", query)),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}

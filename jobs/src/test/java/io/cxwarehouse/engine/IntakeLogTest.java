package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class IntakeLogTest {
  private static final int ENTITIES = 8;
  private static final int FILES = 20_000;

  /** An entity whose known file is taken for a new one would get its rows a second time. */
  @RepeatedTest(5)
  void entitiesTakenInAtOnceAllFindTheirKnownFiles() {
    IntakeLog log = new IntakeLog();
    IntStream.range(0, FILES).forEach(number -> log.add(file(number)));
    CyclicBarrier together = new CyclicBarrier(ENTITIES);
    List<Integer> missed = Collections.synchronizedList(new ArrayList<>());
    Parallel.forEach(
        IntStream.range(0, ENTITIES).boxed().toList(),
        ENTITIES,
        entity -> {
          await(together);
          if (log.byId("id" + (FILES - 1 - entity)).isEmpty()) {
            missed.add(entity);
          }
        });
    assertThat(missed).isEmpty();
  }

  /** A step whose query fails must not make another step see that nothing is known. */
  @Test
  void aQuestionThatFailedIsAskedAgain() {
    TableId orders = TableId.bronze("billing", "orders");
    FailingOnce rows = new FailingOnce(orders);
    IntakeLog log = new IntakeLog(rows);
    List<Runnable> questions =
        List.of(
            () -> log.filesAfter(orders, 3),
            () -> log.repeated(orders),
            log::needIncomplete,
            () -> log.needFolders(Set.of("billing/orders/1970-01-01")));
    for (Runnable question : questions) {
      rows.queries = 0;
      assertThatThrownBy(question::run).hasMessage("lost");
      question.run();
      question.run();
      assertThat(rows.queries).as("failed, answered, known").isEqualTo(2);
    }
  }

  /** Each first query of a kind fails. */
  private static final class FailingOnce extends IntakeRows {
    private final TableId table;
    private int queries;

    FailingOnce(TableId table) {
      super(null, null);
      this.table = table;
    }

    private List<Row> answer() {
      if (++queries == 1) {
        throw new IllegalStateException("lost");
      }
      return List.of();
    }

    @Override
    Map<TableId, Summary> summaries() {
      return Map.of(table, new Summary(9, 1, LocalDate.EPOCH, true));
    }

    @Override
    List<Row> inFolders(Collection<String> folders) {
      return answer();
    }

    @Override
    List<Row> having(Column condition) {
      return answer();
    }

    @Override
    List<Row> copied() {
      return answer();
    }

    @Override
    Column isIncomplete() {
      return lit(true);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static IngestedFile file(int number) {
    return new IngestedFile(
        new KnownFile(
            "billing",
            "orders",
            null,
            LocalDate.EPOCH,
            "billing/orders/1970-01-01/" + number + ".csv",
            1,
            1,
            "",
            "sha" + number,
            "id" + number,
            Status.OK,
            "shape"),
        null,
        1,
        0,
        0,
        0,
        0,
        1,
        "run");
  }
}

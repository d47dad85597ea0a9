package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

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

package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bad moments of a night: a held or a lost lock, a full disk. */
class NightFaultsTest extends FaultCase {
  @Test
  void aSecondRunFindsTheWarehouseHeld() {
    Engine engine = engine("warehouse");
    String root = engine.warehouse().tables().root();
    try (Lock held =
        Lease.take(
            root,
            "another run",
            spark().sessionState().newHadoopConf(),
            RunListener.NONE,
            () -> {})) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> run(engine))
          .isInstanceOfSatisfying(
              CxwException.class,
              error -> {
                assertThat(error.exitCode()).isEqualTo(ExitCode.LOCKED);
                assertThat(error).hasMessageContaining("another run").hasMessageContaining("since");
              });
    }
    assertThat(run(engine).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theLockOfADeadProcessIsTakenOver() throws IOException {
    Path lock = folder.resolve("warehouse/_cxw_lock/0000000004");
    Files.createDirectories(lock.getParent());
    String self = new String(LockHolder.self("x", "old", LockHolder.namespace()).beating(0));
    Files.writeString(lock, self.replaceFirst("\"pid\":\\d+", "\"pid\":999999999"));
    assertThat(run(engine("warehouse")).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(notices).anyMatch(notice -> notice.contains("Taking over the lock"));
    assertThat(lock).doesNotExist();
  }

  @Test
  void aRunThatLosesItsLockWritesNothingMore() {
    RunListener thief =
        new RunListener() {
          @Override
          public void phase(String text) {
            if (text.startsWith("writing") && text.endsWith("bronze tables")) {
              try {
                Files.writeString(folder.resolve("warehouse/_cxw_lock/0000000002"), "{}");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    Engine engine = engine("warehouse");
    assertThatThrownBy(
            () -> engine.run(new RunOptions(DAY, List.of("silver.orders"), false), thief))
        .isInstanceOfSatisfying(
            CxwException.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.LOCKED));
    assertThat(folder.resolve("warehouse/bronze")).isEmptyDirectory();
  }

  /** Needs a volume of its own, which only root can make. */
  @Test
  void aFullDiskIsNamedAndTheSameCommandMendsIt() throws Exception {
    Path small = Files.createDirectories(folder.resolve("small"));
    assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", small.toString()));
    try {
      String full;
      try {
        RunReport report = run(engine("small/warehouse"));
        assertThat(report.exitCode()).isEqualTo(ExitCode.FAILURE);
        full = report.steps().toString();
      } catch (CxwException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE);
        full = e.getMessage();
      }
      assertThat(full).contains("A disk is full", small + "/warehouse has 0 MB free of 0 MB");
      assertThat(command("mount", "-o", "remount,size=50m", small.toString())).isTrue();
      assertThat(run(engine("small/warehouse")).exitCode()).isEqualTo(ExitCode.OK);
      assertThat(orders(engine("small/warehouse"))).isEqualTo(1);
    } finally {
      // Spark may hold a file open until it is collected.
      assertThat(command("umount", "--lazy", small.toString())).isTrue();
    }
  }

  private static boolean command(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) { // no such command here
      return false;
    }
  }
}

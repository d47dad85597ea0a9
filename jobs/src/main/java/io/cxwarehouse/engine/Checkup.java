package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.functions.ZoneData;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Row;

/** Looks at what runs need beside sound tables: this computer, the folders, the lock, the clock. */
final class Checkup {
  private static final int JAVA = 17;
  private static final long HEAP = 1_000L << 20;
  private static final long LITTLE = 2_048L << 20;
  private static final long TOO_LITTLE = 200L << 20;

  /** Clocks of hosts differ by so much without harm. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Warehouse warehouse;
  private final Configuration hadoop;
  private final Instant now;

  /**
   * @param now by this computer's clock
   */
  Checkup(Warehouse warehouse, Instant now) {
    this.warehouse = warehouse;
    this.hadoop = warehouse.spark().sessionState().newHadoopConf();
    this.now = now;
  }

  /**
   * All that was looked at.
   *
   * @param state what runs recorded; empty: the tables in which they do are damaged
   */
  List<Condition> conditions(Optional<RunState> state) {
    List<Condition> all = new ArrayList<>();
    all.add(java(Runtime.version().feature()));
    all.add(memory(Runtime.getRuntime().maxMemory(), physicalMemory()));
    DiskSpace.volumes(warehouse.spark(), warehouse.tables().root())
        .forEach(volume -> all.add(disk(volume)));
    all.add(landing());
    all.add(root());
    all.add(configuration());
    all.add(zones(state));
    state.ifPresent(runs -> all.add(clock(runs)));
    all.add(lock());
    state.ifPresent(runs -> all.add(lastRun(runs)));
    return all;
  }

  static Condition java(int version) {
    String found = "Java " + System.getProperty("java.version");
    return version == JAVA
        ? Condition.ok("java", found)
        : Condition.fault(
            "java",
            found,
            "Spark 3.5 needs Java " + JAVA + ": set JAVA_HOME to a JDK " + JAVA + ".");
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  static Condition memory(long heap, long physical) {
    String found =
        String.format(Locale.ROOT, "%,d MB for Java", heap >> 20)
            + (physical == Long.MAX_VALUE
                ? ""
                : String.format(Locale.ROOT, " of the computer's %,d MB", physical >> 20));
    if (heap < HEAP) {
      return Condition.warning(
          "memory", found, "Give it 1200 MB or more: CXW_MEMORY=1200m, or spark-submit's options.");
    }
    return heap > physical
        ? Condition.warning(
            "memory", found, "Give Java less than the computer has, or it is killed in mid-run.")
        : Condition.ok("memory", found);
  }

  static Condition disk(DiskSpace.Volume volume) {
    String room =
        "Make room there, or `cxw maintain`, which removes what no reader needs any more.";
    if (volume.free() < 0 || volume.size() == 0) {
      return Condition.ok("disk", volume.name() + " is not there yet");
    }
    if (volume.free() < TOO_LITTLE) {
      return Condition.fault("disk", volume.toString(), room);
    }
    return volume.free() < LITTLE
        ? Condition.warning("disk", volume.toString(), room)
        : Condition.ok("disk", volume.toString());
  }

  private Condition landing() {
    String root = warehouse.settings().landing().root();
    String subject = "landing folder";
    return access(root, FsAction.READ_EXECUTE)
        .map(
            why ->
                Condition.fault(
                    subject,
                    root + " " + why,
                    "Check landing.root, and the rights of the user who runs cxw."))
        .orElseGet(() -> Condition.ok(subject, root + " can be read"));
  }

  private Condition root() {
    String root = warehouse.tables().root();
    String subject = "warehouse folder";
    Optional<String> why = access(root, FsAction.ALL);
    if (why.isEmpty()) {
      return Condition.ok(subject, root + " can be written");
    }
    return why.get().equals(ABSENT)
        ? Condition.ok(subject, root + " is not there yet; the first run makes it")
        : Condition.fault(
            subject,
            root + " " + why.get(),
            "Check warehouse.root, and the rights of the user who runs cxw.");
  }

  private static final String ABSENT = "does not exist";

  /** Why a folder cannot be used; empty: it can be. */
  private Optional<String> access(String folder, FsAction wanted) {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(hadoop);
      if (!files.exists(path)) {
        return Optional.of(ABSENT);
      }
      if (!files.getFileStatus(path).isDirectory()) {
        return Optional.of("is no folder");
      }
      if ("file".equals(files.getScheme())) { // Hadoop would start a process to learn the rights
        java.nio.file.Path local =
            java.nio.file.Path.of(files.makeQualified(path).toUri().getPath());
        boolean isAllowed =
            Files.isReadable(local)
                && Files.isExecutable(local)
                && (!wanted.implies(FsAction.WRITE) || Files.isWritable(local));
        return isAllowed ? Optional.empty() : Optional.of("may not be used by this user");
      }
      files.access(path, wanted);
      return Optional.empty();
    } catch (AccessControlException | FileNotFoundException e) {
      return Optional.of("may not be used by this user: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of("cannot be reached: " + e.getMessage());
    }
  }

  private Condition configuration() {
    try {
      long sources =
          warehouse.settings().sources().values().stream().filter(one -> one.enabled()).count();
      return Condition.ok(
          "configuration",
          sources + " sources, " + warehouse.graph().nodes().size() + " tables defined");
    } catch (CxwException e) {
      return Condition.fault(
          "configuration", e.getMessage(), "`cxw validate` says all that is wrong.");
    }
  }

  private Condition lock() {
    return switch (warehouse.settings().warehouse().lock()) {
      case FILES -> Lease.condition(warehouse.tables().root(), hadoop);
      case POSTGRES -> PostgresLock.condition(warehouse.settings(), hadoop);
    };
  }

  private static Condition zones(Optional<RunState> state) {
    String found = "release " + ZoneData.version();
    Optional<String> doubt =
        state
            .map(runs -> runs.tableAsOf(LocalDate.MIN))
            .filter(day -> !day.equals(LocalDate.MIN))
            .flatMap(ZoneData::doubt);
    return doubt
        .map(text -> Condition.warning("time zone data", text, "Update Java."))
        .orElseGet(() -> Condition.ok("time zone data", found));
  }

  private Condition clock(RunState state) {
    Optional<Instant> latest =
        state.runs().stream()
            .flatMap(
                run ->
                    Stream.of(
                        run.<Timestamp>getAs("started_at"), run.<Timestamp>getAs("finished_at")))
            .filter(time -> time != null)
            .map(Timestamp::toInstant)
            .max(Comparator.naturalOrder());
    if (latest.isPresent() && latest.get().isAfter(now.plus(TOLERANCE))) {
      return Condition.fault(
          "clock",
          "it is " + now + " here, but a run was recorded at " + latest.get(),
          "Set this computer's clock, or find out on which host it was wrong.");
    }
    LocalDate today = LocalDate.ofInstant(now, warehouse.settings().warehouse().timezone());
    Optional<LocalDate> newest = state.intakeLog().newest();
    return newest.isPresent() && newest.get().isAfter(today.plusDays(1))
        ? Condition.warning(
            "clock",
            "it is " + today + " here, but a delivery is dated " + newest.get(),
            "Set this computer's clock; or ask the sender, if the date is mistyped.")
        : Condition.ok("clock", now.toString());
  }

  private static Condition lastRun(RunState state) {
    if (state.halfTakenBack().isPresent()) {
      return Condition.fault(
          "last run", "a run is half taken back", "Run `cxw rollback` again; it completes it.");
    }
    Optional<Row> last = state.last();
    if (last.isEmpty()) {
      return Condition.ok("last run", "none yet");
    }
    String id = last.get().getAs("run_id");
    if (last.get().getAs("exit_code") == null) {
      return Condition.warning(
          "last run",
          id + " did not come to its end, or is under way",
          "Where it is not: run the same command again, `cxw run --date "
              + last.get().<Date>getAs("as_of")
              + "`.");
    }
    int code = last.get().<Integer>getAs("exit_code");
    return code == 0
        ? Condition.ok("last run", id + " ended well")
        : Condition.warning(
            "last run", id + " ended with exit code " + code, "`cxw status` says why.");
  }
}

package io.cxwarehouse.delta;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.JavaConverters;

/** One transaction of Delta, made by this program and not by one of Delta's commands. */
final class Transaction {
  private Transaction() {}

  /**
   * Commits, unless a later write has been committed already: the fence of {@link Commit}.
   *
   * @param operation carries the mark's metadata: settings of a session are others' too
   * @param actions gives what is committed, and writes the files that it names
   */
  static void run(
      SparkSession session,
      String path,
      Commit.Mark mark,
      DeltaOperations.Operation operation,
      Function<OptimisticTransaction, List<Action>> actions) {
    SparkSession before = SparkSession.active();
    SparkSession.setActiveSession(session);
    try {
      OptimisticTransaction transaction = start(DeltaLog.forTable(session, path));
      if (lastNumber(transaction) >= mark.number()) {
        return;
      }
      List<Action> committed = new ArrayList<>(actions.apply(transaction));
      // A write of another run in between conflicts with this one, as with Delta's own writers.
      transaction.readTxn().$plus$eq(Commit.APPLICATION);
      transaction.updateSetTransaction(Commit.APPLICATION, mark.number(), Option.empty());
      mark.guard().run();
      transaction.commit(JavaConverters.asScalaBuffer(committed).toSeq(), operation);
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  private static OptimisticTransaction start(DeltaLog log) {
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    return snapshot.version() < 0
        ? new FirstTransaction(log, snapshot)
        : log.startTransaction(Option.empty(), Option.apply(snapshot));
  }

  /** From the version's checksum where it has one: the log itself is read by a Spark job. */
  private static long lastNumber(OptimisticTransaction transaction) {
    if (transaction.readVersion() < 0) {
      return -1;
    }
    Option<VersionChecksum> checksum = transaction.snapshot().checksumOpt();
    if (checksum.isEmpty() || checksum.get().setTransactions().isEmpty()) {
      return transaction.txnVersion(Commit.APPLICATION);
    }
    return JavaConverters.seqAsJavaListConverter(checksum.get().setTransactions().get())
        .asJava()
        .stream()
        .filter(last -> last.appId().equals(Commit.APPLICATION))
        .mapToLong(SetTransaction::version)
        .max()
        .orElse(-1);
  }
}

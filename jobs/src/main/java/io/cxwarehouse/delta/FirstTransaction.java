package io.cxwarehouse.delta;

import org.apache.spark.sql.delta.CurrentTransactionInfo;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;
import scala.util.Right;

/**
 * The transaction that makes a table. Beside the version, Delta writes a list of its files, made
 * from those of the version before. Of a table that is not there yet Delta finds by Spark queries
 * that it has none; here it is told.
 */
final class FirstTransaction extends OptimisticTransaction {
  private static final long ABSENT = -1;

  FirstTransaction(DeltaLog log, Snapshot absent) {
    super(log, Option.empty(), absent);
  }

  @Override
  public Option<VersionChecksum> incrementallyDeriveChecksum(
      long version, CurrentTransactionInfo info) {
    if (version != 0 || snapshot().version() != ABSENT) {
      return super.incrementallyDeriveChecksum(version, info);
    }
    VersionChecksum nothing =
        new VersionChecksum(
            Option.empty(),
            0,
            0,
            Option.empty(),
            Option.empty(),
            1,
            1,
            Option.empty(),
            Option.apply(none()),
            Option.apply(none()),
            info.metadata(),
            info.protocol(),
            Option.empty(),
            Option.empty(),
            Option.apply(none()));
    return incrementallyDeriveChecksum(
            spark(),
            deltaLog(),
            version,
            info.finalActionsToCommit(),
            info.metadata(),
            info.protocol(),
            info.op().name(),
            Option.apply(info.txnId()),
            new Right<>(nothing),
            true)
        .toOption();
  }

  @SuppressWarnings("unchecked")
  private static <T> Seq<T> none() {
    return (Seq<T>) (Seq<?>) Nil$.MODULE$;
  }
}

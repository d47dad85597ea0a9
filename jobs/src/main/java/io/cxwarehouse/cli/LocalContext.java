package io.cxwarehouse.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CallSite;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag;

/**
 * Spark on one machine, without two checks that it makes each time an operator becomes an RDD: that
 * the operator's closure has no {@code return} and can be serialized, for which it is serialized
 * with all the plan below it; and which line of the program asked. Together a tenth of planning.
 * Nor does it serialize Hadoop's configuration for each scan, and a stage's work once more.
 */
public final class LocalContext extends SparkContext {
  private static final String OURS = "io.cxwarehouse.";

  /** Starts Spark and makes this the context of the process. */
  public LocalContext(SparkConf conf) {
    super(conf);
  }

  /**
   * Closures that the compiler made are only checked by Spark, not changed. One that cannot be
   * serialized still fails, when its task is sent.
   */
  @Override
  public <F> F clean(F closure, boolean checkSerializable) {
    return closure.getClass().isSynthetic() ? closure : super.clean(closure, checkSerializable);
  }

  /**
   * Rows that are sent for a join stay Spark's: it counts their memory, and may write them down.
   */
  @Override
  public <T> Broadcast<T> broadcastInternal(T value, boolean serializedOnly, ClassTag<T> type) {
    return isLocal() && (value instanceof SerializableConfiguration || value instanceof byte[])
        ? LocalBroadcast.of(value, type)
        : super.broadcastInternal(value, serializedOnly, type);
  }

  /** The nearest line of this program. */
  @Override
  public CallSite getCallSite() {
    String line =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> frame.getClassName().startsWith(OURS))
                        .filter(frame -> !frame.getClassName().equals(LocalContext.class.getName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .map(at -> at.getFileName() + ":" + at.getLineNumber())
                        .orElse("Spark"));
    return new CallSite(line, line);
  }
}

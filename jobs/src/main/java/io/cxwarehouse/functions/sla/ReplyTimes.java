package io.cxwarehouse.functions.sla;

import io.cxwarehouse.functions.WorkTime;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * How long a customer who wrote again waited for an answer: from the first comment after an agent's
 * to the next one of an agent. Before the first reply, and without an answer, there is none.
 */
public final class ReplyTimes {
  /** Public comments after the opening one, in order of time. */
  public static final DataType REPLIES =
      DataType.fromDDL("ARRAY<STRUCT<at: TIMESTAMP, role: STRING>>");

  /** Number of answers, their calendar and their working microseconds. */
  public static final DataType TIMES =
      DataType.fromDDL("STRUCT<n: BIGINT, micros: BIGINT, business_micros: BIGINT>");

  private ReplyTimes() {}

  /** {@code next_reply_times(replies, plan)}. */
  public static InternalRow next(ArrayData replies, ArrayData plan) {
    WorkTime time = WorkTime.of(plan);
    long answers = 0;
    long waited = 0;
    long worked = 0;
    boolean wasAnswered = false;
    Long askedAt = null;
    for (int i = 0; i < replies.numElements(); i++) {
      InternalRow reply = replies.getStruct(i, 2);
      long at = reply.getLong(0);
      boolean isAgent = reply.getUTF8String(1).toString().equals("agent");
      if (!isAgent && wasAnswered && askedAt == null) {
        askedAt = at;
      } else if (isAgent && askedAt != null) {
        answers++;
        waited += at - askedAt;
        worked += time.elapsed(askedAt, at);
        askedAt = null;
      }
      wasAnswered |= isAgent;
    }
    return new GenericInternalRow(new Object[] {answers, waited, worked});
  }
}

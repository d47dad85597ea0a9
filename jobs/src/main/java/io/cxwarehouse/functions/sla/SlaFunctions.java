package io.cxwarehouse.functions.sla;

import io.cxwarehouse.functions.BusinessTime;
import io.cxwarehouse.functions.WorkTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** Promises of a ticket, for SQL. */
public final class SlaFunctions {
  /** Type of the events: ordered by time, and of one instant priority and status before replies. */
  public static final DataType EVENTS =
      DataType.fromDDL("ARRAY<STRUCT<at: TIMESTAMP, kind: STRING, value: STRING>>");

  /** Type of the targets of the ticket's policy. */
  public static final DataType TARGETS =
      DataType.fromDDL(
          "ARRAY<STRUCT<metric: STRING, priority: STRING, minutes: DOUBLE, is_business: BOOLEAN>>");

  /** Type of the result: one struct an obligation. */
  public static final DataType OBLIGATIONS =
      DataType.fromDDL(
          "ARRAY<STRUCT<metric: STRING, instance: INT, priority: STRING, is_business_hours: BOOLEAN,"
              + " target_minutes: DOUBLE, started_at: TIMESTAMP, due_at: TIMESTAMP,"
              + " fulfilled_at: TIMESTAMP, elapsed_micros: BIGINT, status: STRING,"
              + " decided_at: TIMESTAMP, late_from: TIMESTAMP>>");

  private SlaFunctions() {}

  /** {@code sla_obligations(created_at, events, plan, targets, as_of_end)}. */
  public static ArrayData obligations(
      long createdAt, ArrayData events, ArrayData plan, ArrayData targets, long asOfEnd) {
    TicketClocks clocks = new TicketClocks(createdAt);
    for (int i = 0; i < events.numElements(); i++) {
      InternalRow event = events.getStruct(i, 3);
      if (!event.isNullAt(2) || event.getUTF8String(1).toString().equals("priority")) {
        clocks.event(
            event.getLong(0),
            event.getUTF8String(1).toString(),
            event.isNullAt(2) ? null : event.getUTF8String(2).toString());
      }
    }
    List<Target> promised = targets(targets);
    WorkTime business = WorkTime.of(plan);
    List<InternalRow> rows = new ArrayList<>();
    for (Clock clock : clocks.all()) {
      String priority = clocks.priorityAt(Math.min(clock.fulfilledAt(), asOfEnd));
      for (Target target : promised) {
        if (target.isFor(clock.metric(), priority)) {
          WorkTime time = target.isBusiness() ? business : WorkTime.calendar();
          rows.add(row(Obligation.judge(clock, priority, target, time, asOfEnd)));
          break;
        }
      }
    }
    return new GenericArrayData(rows.toArray());
  }

  private static List<Target> targets(ArrayData rows) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < rows.numElements(); i++) {
      InternalRow row = rows.getStruct(i, 4);
      if (!row.isNullAt(0) && !row.isNullAt(2)) {
        targets.add(
            new Target(
                row.getUTF8String(0).toString(),
                row.isNullAt(1) ? null : row.getUTF8String(1).toString(),
                row.getDouble(2),
                !row.isNullAt(3) && row.getBoolean(3)));
      }
    }
    return targets;
  }

  private static InternalRow row(Obligation obligation) {
    Clock clock = obligation.clock();
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(clock.metric().text()),
          clock.instance(),
          UTF8String.fromString(obligation.priority()),
          obligation.target().isBusiness(),
          obligation.target().minutes(),
          clock.startedAt(),
          known(obligation.dueAt()),
          known(clock.fulfilledAt()),
          known(obligation.elapsed()),
          UTF8String.fromString(obligation.status()),
          known(obligation.decidedAt()),
          known(obligation.lateFrom())
        });
  }

  private static Long known(long value) {
    return value == BusinessTime.NEVER ? null : value;
  }
}

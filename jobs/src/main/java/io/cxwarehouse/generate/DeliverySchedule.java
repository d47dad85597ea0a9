package io.cxwarehouse.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which delivery carries a day: the night's extract of day D lands in folder D; bulks land in the
 * folder of their last day. Days before the start come with the first delivery.
 */
final class DeliverySchedule {
  static final int NEVER = -1;

  private final int startDay;
  private final int[] deliveryOfDay;
  private final List<LocalDate> folders = new ArrayList<>();

  DeliverySchedule(GeneratorOptions options) {
    this.startDay = (int) options.start().toEpochDay();
    this.deliveryOfDay = new int[options.days()];
    int tail = Math.max(0, options.days() - options.dailyTailDays());
    int day = 0;
    while (day < options.days()) {
      int last = day >= tail ? day : Math.min(tail, day + options.deliveryEveryDays()) - 1;
      for (int d = day; d <= last; d++) {
        deliveryOfDay[d] = folders.size();
      }
      folders.add(options.start().plusDays(last));
      day = last + 1;
    }
  }

  /** Index of the delivery that carries a day, or {@link #NEVER} after the end. */
  int deliveryOf(int epochDay) {
    int i = Math.max(0, epochDay - startDay);
    return i < deliveryOfDay.length ? deliveryOfDay[i] : NEVER;
  }

  int size() {
    return folders.size();
  }

  LocalDate folder(int delivery) {
    return folders.get(delivery);
  }
}

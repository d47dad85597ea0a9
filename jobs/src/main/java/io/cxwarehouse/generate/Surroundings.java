package io.cxwarehouse.generate;

/** What a feed sees of the part of the customers that it belongs to. */
interface Surroundings {
  BusinessCalendar calendar();

  Draw chaos();

  Disturbances disturbances();

  DeliverySchedule schedule();

  int startDay();
}

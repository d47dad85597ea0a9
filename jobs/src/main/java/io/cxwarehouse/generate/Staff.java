package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.List;

/** The company's employees, as human resources know them and as they answer surveys. */
final class Staff {
  static final int NEVER = Integer.MAX_VALUE;

  private static final String[] DEPARTMENTS = {
    "Sales", "Support", "Engineering", "Logistics", "Finance"
  };
  private static final double[] DEPARTMENT_WEIGHTS = {26, 34, 24, 13, 3};
  private static final String[] LOCATIONS = {"Berlin", "Wien", "Zürich"};
  private static final double[] LOCATION_WEIGHTS = {62, 26, 12};
  private static final int FEWEST = 24;
  private static final int CUSTOMERS_PER_EMPLOYEE = 60;

  /**
   * Somebody who works there. Days are epoch days, {@link #NEVER} for what did not happen.
   *
   * @param movedTo the department after {@code movedDay}
   * @param mood how they like it there, standard normal
   */
  record Employee(
      String id,
      String email,
      String department,
      String location,
      int hiredDay,
      int movedDay,
      String movedTo,
      int leftDay,
      double mood) {}

  private Staff() {}

  static List<Employee> of(Company company) {
    List<Employee> staff = new ArrayList<>();
    int employees = FEWEST + company.options().customers() / CUSTOMERS_PER_EMPLOYEE;
    for (int i = 0; i < employees; i++) {
      Draw draw = Draw.of(company.options().seed(), "employees".hashCode(), i);
      String first = draw.pick(Names.FIRST);
      String last = draw.pick(Names.LAST);
      int span = company.endDay() - company.historyStart();
      int hired = company.historyStart() - draw.between(0, 2_000);
      boolean isMoved = draw.chance(0.15);
      int moved = company.historyStart() + draw.below(span + 1);
      boolean isLeaver = draw.chance(0.1);
      int left = company.historyStart() + draw.below(span + 1);
      staff.add(
          new Employee(
              "E-" + (1_000 + i),
              Names.address(first, last) + "." + (i + 1) + "@nordwind.example",
              DEPARTMENTS[draw.weighted(DEPARTMENT_WEIGHTS)],
              LOCATIONS[draw.weighted(LOCATION_WEIGHTS)],
              hired,
              isMoved && (!isLeaver || moved < left) ? moved : NEVER,
              DEPARTMENTS[draw.weighted(DEPARTMENT_WEIGHTS)],
              isLeaver ? left : NEVER,
              draw.normal()));
    }
    return staff;
  }
}

package io.cxwarehouse.generate;

/** Human resources: who works where; a stamped row whenever something changed. */
final class HrWriter implements SourceWriter {
  private final Part part;
  private final Feed employees;

  HrWriter(Part part) {
    this.part = part;
    this.employees =
        part.feed(
            "employees",
            EntityFormat.csv("employee_id,email,department,location,hired_on,left_on,updated_at"),
            true);
  }

  @Override
  public void company() {
    for (Staff.Employee employee : Staff.of(part.company())) {
      employees.record();
      long first = at(Math.max(employee.hiredDay(), part.company().historyStart()));
      boolean isMoved = employee.movedDay() != Staff.NEVER;
      boolean isLeaver = employee.leftDay() != Staff.NEVER;
      long moved = isMoved ? at(employee.movedDay()) : Feed.LAST;
      long left = isLeaver ? at(employee.leftDay()) : Feed.LAST;
      row(employee, employee.department(), first, Math.min(moved, left), false);
      String department = isMoved ? employee.movedTo() : employee.department();
      if (isMoved) {
        row(employee, department, moved, left, false);
      }
      if (isLeaver) {
        row(employee, department, left, Feed.LAST, true);
      }
      if (employees.bad(first)) {
        badRow(employee, first);
      }
    }
  }

  private long at(int day) {
    return part.calendar().at(day, 9 * 3600);
  }

  private void row(Staff.Employee employee, String department, long at, long next, boolean isGone) {
    if (!employees.version(at, next)) {
      return;
    }
    CsvRow row = employees.csv().text(employee.id()).text(employee.email()).text(department);
    row.text(employee.location()).date(employee.hiredDay());
    if (isGone) {
      row.date(employee.leftDay());
    } else {
      row.empty();
    }
    row.instant(at, "Z");
    employees.end();
  }

  private void badRow(Staff.Employee employee, long at) {
    int kind = part.chaos().below(3);
    CsvRow row = employees.csv().text(kind == 0 ? null : "X" + employee.id()).empty();
    row.text(employee.department()).text(employee.location());
    if (kind == 1) {
      row.text("2020-02-30").empty();
    } else {
      row.date(employee.hiredDay()).date(employee.hiredDay() - 1L);
    }
    row.instant(at, "Z");
    employees.endBad(
        switch (kind) {
          case 0 -> "missing_required";
          case 1 -> "bad_type";
          default -> "bad_period";
        });
  }

  @Override
  public void customer(CustomerLife life) {}
}

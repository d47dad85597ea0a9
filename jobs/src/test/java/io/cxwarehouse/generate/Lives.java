package io.cxwarehouse.generate;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Generated customers as the facts that gold would hold of them, without a delivery in between. */
final class Lives {
  private static final double MINUTE = 60;

  /** The columns that are filled. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(
        "gold.fct_subscription",
        "subscription_id STRING, customer_id STRING, start_date DATE, end_date DATE, mrr DECIMAL(18,4),"
            + " subscription_plan STRING");
    COLUMNS.put(
        "gold.fct_purchase_part",
        "customer_id STRING, purchase_date DATE, effective_date DATE, sales_kept BIGINT, kept_value"
            + " DECIMAL(28,4), loose_refund_value DECIMAL(28,4)");
    COLUMNS.put(
        "gold.fct_survey_response",
        "customer_id STRING, metric STRING, response_date DATE, response_month DATE,"
            + " score_normalized DOUBLE");
    COLUMNS.put(
        "gold.fct_ticket",
        "customer_id STRING, created_date DATE, channel STRING, opened_by STRING, first_reply_date DATE,"
            + " first_reply_minutes DOUBLE, first_resolved_date DATE, first_resolution_minutes"
            + " DOUBLE, first_reopened_at TIMESTAMP, reopens BIGINT");
    COLUMNS.put("gold.fct_ticket_sla", "customer_id STRING, status STRING, outcome_date DATE");
    COLUMNS.put(
        "gold.dim_customer",
        "customer_id STRING, valid_from DATE, valid_to DATE, country STRING, region STRING, industry"
            + " STRING, plan STRING, acquisition_channel STRING");
    COLUMNS.put("gold.fct_customer_tenure", "customer_id STRING, basis STRING");
  }

  private final Company company;
  private final Map<String, List<Row>> rows = new TreeMap<>();

  private Lives(Company company) {
    this.company = company;
    COLUMNS.keySet().forEach(table -> rows.put(table, new ArrayList<>()));
  }

  /** Until 31 March 2026, over 15 months. */
  static Lives of(int customers, long seed) {
    Company company =
        new Company(
            GeneratorOptions.builder(Path.of("unused"))
                .seed(seed)
                .customers(customers)
                .disturbances(Disturbances.NONE)
                .build());
    Lives lives = new Lives(company);
    LifeSimulator simulator = new LifeSimulator(company);
    IntStream.range(0, customers)
        .mapToObj(simulator::live)
        .filter(life -> life.person().hasBilling())
        .forEach(lives::add);
    return lives;
  }

  Map<String, List<Row>> rows() {
    return rows;
  }

  static Map<String, Dataset<Row>> tables(SparkSession spark, Map<String, List<Row>> rows) {
    Map<String, Dataset<Row>> tables = new TreeMap<>();
    rows.forEach(
        (table, of) ->
            tables.put(table, spark.createDataFrame(of, StructType.fromDDL(COLUMNS.get(table)))));
    return tables;
  }

  private void add(CustomerLife life) {
    Person person = life.person();
    String id = "c" + person.number();
    put("gold.fct_customer_tenure", id, "orders");
    put(
        "gold.dim_customer",
        id,
        date(person.acquiredAt()),
        null,
        person.market().country(),
        person.market().region(),
        person.industry(),
        null,
        person.acquisition());
    for (Subscription contract : life.subscriptions()) {
      int end = contract.last().endDay();
      put(
          "gold.fct_subscription",
          id + ":" + contract.number(),
          id,
          day(contract.versions().get(0).startDay()),
          end == Subscription.OPEN ? null : day(end),
          BigDecimal.TEN,
          contract.versions().get(0).plan());
    }
    for (Order order : life.orders()) {
      if (order.refundedAt() == 0) {
        Date date = date(order.orderedAt());
        put("gold.fct_purchase_part", id, date, date, 1L, BigDecimal.ONE, BigDecimal.ZERO);
      }
    }
    for (Survey survey : life.surveys()) {
      boolean isEdited = survey.editedAt() > 0;
      answer(id, "nps", survey, isEdited ? survey.editedScore() : survey.nps(), 0, 10);
      answer(id, "csat", survey, survey.csat(), 1, 5);
      answer(id, "ces", survey, survey.ces(), 1, 7);
    }
    life.tickets().stream()
        .filter(ticket -> ticket.solvedAt > 0)
        .forEach(ticket -> ticket(id, ticket));
  }

  private void answer(String id, String metric, Survey survey, int score, int low, int high) {
    if (survey.answeredAt() > 0 && score >= low) {
      Date date = date(Math.max(survey.answeredAt(), survey.editedAt()));
      put(
          "gold.fct_survey_response",
          id,
          metric,
          date,
          Date.valueOf(date.toLocalDate().withDayOfMonth(1)),
          (double) (score - low) / (high - low));
    }
  }

  private void ticket(String id, Ticket ticket) {
    long repliedAt =
        ticket.steps.stream()
            .filter(s -> s.actor == TicketStep.Actor.AGENT && s.isPublic && s.at > ticket.createdAt)
            .mapToLong(s -> s.at)
            .min()
            .orElseThrow();
    long solvedAt =
        ticket.steps.stream()
            .filter(s -> "solved".equals(s.status))
            .mapToLong(s -> s.at)
            .min()
            .orElseThrow();
    long reopenedAt =
        ticket.steps.stream()
            .filter(s -> s.at > solvedAt && "open".equals(s.status))
            .mapToLong(s -> s.at)
            .min()
            .orElse(0);
    double waited = (repliedAt - ticket.createdAt) / MINUTE;
    put(
        "gold.fct_ticket",
        id,
        date(ticket.createdAt),
        ticket.channel,
        "end_user",
        date(repliedAt),
        waited,
        date(solvedAt),
        (solvedAt - ticket.createdAt) / MINUTE,
        reopenedAt == 0 ? null : new Timestamp(1000 * reopenedAt),
        reopenedAt == 0 ? 0L : 1L);
    put("gold.fct_ticket_sla", id, waited > 480 ? "breached" : "met", date(repliedAt));
  }

  private void put(String table, Object... values) {
    rows.get(table).add(RowFactory.create(values));
  }

  private Date date(long at) {
    return day(company.calendar().dayOf(at));
  }

  private static Date day(int day) {
    return Date.valueOf(LocalDate.ofEpochDay(day));
  }
}

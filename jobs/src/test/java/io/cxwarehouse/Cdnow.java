package io.cxwarehouse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The CDNOW sample with independently computed answers. It is not ours to ship, so tests that need
 * it are skipped where it does not lie beside the project.
 */
public final class Cdnow {
  private static final Path FOLDER = Path.of("../../shared/data");

  /** One customer at the end of the calibration period and what an independent program says. */
  public record Customer(
      String id,
      int x,
      int recencyDays,
      int ageDays,
      double meanValue,
      int actual,
      Map<String, Double> expected39,
      Map<String, Double> pAlive,
      double profit,
      double clv) {}

  /** A purchase of the raw file. */
  public record Purchase(String customer, String date, double amount) {}

  private Cdnow() {}

  public static List<Customer> predictions() {
    List<Customer> customers = new ArrayList<>();
    for (Map<String, String> row : rows("cdnow_predictions_sample2357.csv")) {
      customers.add(
          new Customer(
              row.get("sample_id"),
              Integer.parseInt(row.get("x")),
              (int) Math.round(7 * Double.parseDouble(row.get("t_x"))),
              (int) Math.round(7 * Double.parseDouble(row.get("T"))),
              Double.parseDouble(row.get("m_x")),
              Integer.parseInt(row.get("x_star")),
              byModel(row, "cet39_"),
              byModel(row, "palive_"),
              Double.parseDouble(row.get("exp_avg_profit")),
              Double.parseDouble(row.get("clv12_bgnbd_gg_W4.345"))));
    }
    return customers;
  }

  private static Map<String, Double> byModel(Map<String, String> row, String prefix) {
    return Map.of(
        "bgnbd", Double.valueOf(row.get(prefix + "bgnbd")),
        "mbgnbd", Double.valueOf(row.get(prefix + "mbgnbd")),
        "pareto_nbd", Double.valueOf(row.get(prefix + "paretonbd")));
  }

  /** Repeat purchases per week, actual and expected. */
  public static List<Map<String, String>> weeklyTracking() {
    return rows("cdnow_weekly_tracking_sample2357.csv");
  }

  public static List<Purchase> purchases() {
    List<Purchase> purchases = new ArrayList<>();
    for (Map<String, String> row : rows("cdnow_sample_6919.csv")) {
      purchases.add(
          new Purchase(
              row.get("sample_id"), row.get("date"), Double.parseDouble(row.get("amount"))));
    }
    return purchases;
  }

  private static List<Map<String, String>> rows(String file) {
    Path path = FOLDER.resolve(file);
    assumeTrue(Files.exists(path), () -> "needs " + path + ", which is not part of the project");
    try {
      List<String> lines = Files.readAllLines(path);
      List<String> header = Arrays.asList(lines.get(0).split(",", -1));
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
          row.put(header.get(i), fields[i]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

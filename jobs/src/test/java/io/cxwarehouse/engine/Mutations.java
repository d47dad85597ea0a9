package io.cxwarehouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Deliveries that change what was delivered before: customers' attributes, two customers merged by
 * a shared address and split again a day later, orders corrected and refunded, tickets deleted.
 */
final class Mutations {
  private static final int PER_DAY = 3;

  private final Path landing;
  private final Random random;

  private Mutations(Path landing, Random random) {
    this.landing = landing;
    this.random = random;
  }

  static void write(Path landing, LocalDate start, int days, Random random) throws IOException {
    Mutations mutations = new Mutations(landing, random);
    String merged = null;
    for (int i = 1; i < days; i++) {
      LocalDate day = start.plusDays(i);
      merged = mutations.customers(day, start, merged);
      mutations.orders(day, start);
      mutations.tickets(day);
    }
  }

  /** Writes changed customers; returns the line that takes the last one's merge back. */
  private String customers(LocalDate day, LocalDate first, String takenBack) throws IOException {
    List<String> lines = lines("billing/customers/" + first);
    List<String> out = new ArrayList<>(List.of(lines.get(0)));
    if (takenBack != null) {
      out.add(takenBack);
    }
    String original = pick(lines);
    String[] merge = original.split(",", -1);
    merge[1] = pick(lines).split(",", -1)[1];
    out.add(String.join(",", merge));
    for (int i = 0; i < PER_DAY; i++) {
      String[] changed = pick(lines).split(",", -1);
      changed[5] = random.nextBoolean() ? "FR" : "AT";
      changed[8] = random.nextBoolean() ? "pro" : "basic";
      if (out.stream().noneMatch(line -> line.startsWith(changed[0] + ","))) {
        out.add(String.join(",", changed));
      }
    }
    write("billing/customers/" + day + "/zz_changed.csv", out);
    return original;
  }

  private void orders(LocalDate day, LocalDate first) throws IOException {
    List<String> lines = lines("billing/orders/" + first);
    List<String> out = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 0; i < PER_DAY; i++) {
      String[] corrected = pick(lines).split(",", -1);
      corrected[4] = (1 + random.nextInt(500)) + ".50";
      out.add(String.join(",", corrected));
      String[] refund = pick(lines).split(",", -1);
      refund[7] = refund[0];
      refund[0] = "R-" + day + "-" + i;
      refund[2] = day + "T10:00:00Z";
      refund[6] = "refund";
      out.add(String.join(",", refund));
    }
    write("billing/orders/" + day + "/zz_changed.csv", out);
  }

  private void tickets(LocalDate day) throws IOException {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < PER_DAY; i++) {
      out.add(
          "{\"id\":%d,\"status\":\"deleted\",\"requester_id\":360000000000,\"created_at\":\"%sT08:00:00Z\",\"updated_at\":\"%sT09:00:00Z\",\"generated_timestamp\":%d}"
              .formatted(
                  1 + random.nextInt(40),
                  day.minusDays(20),
                  day,
                  day.toEpochDay() * 86_400L + 50_000L + i));
    }
    write("zendesk/tickets/" + day + "/zz_deleted.jsonl", out);
  }

  private String pick(List<String> lines) {
    return lines.get(1 + random.nextInt(lines.size() - 1));
  }

  /** Header and rows of the well-formed files in a folder. */
  private List<String> lines(String folder) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(landing.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
          InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
          text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
        String[] lines = text.split("\n");
        int fields = lines[0].split(",", -1).length;
        for (int i = all.isEmpty() ? 0 : 1; i < lines.length; i++) {
          String line = lines[i].strip();
          if (!line.contains("\"") && line.split(",", -1).length == fields) {
            all.add(line);
          }
        }
      }
    }
    return all;
  }

  private void write(String path, List<String> lines) throws IOException {
    Path file = landing.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}

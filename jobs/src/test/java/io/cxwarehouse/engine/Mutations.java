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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Deliveries that change what was delivered before: customers' attributes, two customers merged by
 * a shared address and split again with the next delivery, orders corrected, refunded and moved to
 * another customer, subscriptions moved in time and between customers, answers that turn out to be
 * another one's, tickets deleted, marketing spend told again. A change may be taken back, so that
 * the first version counts.
 */
final class Mutations {
  private static final int PER_DAY = 3;
  private static final List<String> CURRENCIES = List.of("EUR", "USD");
  private static final Pattern RECIPIENT = Pattern.compile("\"recipient_id\":\"[0-9]+\"");

  private final Path landing;
  private final LocalDate first;
  private final Random random;

  private Mutations(Path landing, LocalDate first, Random random) {
    this.landing = landing;
    this.first = first;
    this.random = random;
  }

  /** Changes with every delivery of orders after the first one, which holds the most. */
  static void write(Path landing, Random random) throws IOException {
    List<LocalDate> days = dates(landing.resolve("billing/orders"));
    Mutations mutations = new Mutations(landing, days.get(0), random);
    String merged = null;
    for (LocalDate day : days.subList(1, days.size())) {
      merged = mutations.customers(day, merged);
      mutations.orders(day);
      mutations.spend(day);
      mutations.subscriptions(day);
      mutations.invitations(day);
      mutations.answers(day);
      mutations.tickets(day);
    }
  }

  private static List<LocalDate> dates(Path entity) throws IOException {
    try (Stream<Path> folders = Files.list(entity)) {
      return folders.map(path -> LocalDate.parse(path.getFileName().toString())).sorted().toList();
    }
  }

  /** Writes changed customers; returns the line that takes the last one's merge back. */
  private String customers(LocalDate day, String takenBack) throws IOException {
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

  private void orders(LocalDate day) throws IOException {
    List<String> lines = lines("billing/orders/" + first);
    List<String> out = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 0; i < PER_DAY; i++) {
      String[] corrected = pick(lines).split(",", -1);
      corrected[4] = (1 + random.nextInt(500)) + ".50";
      corrected[1] = random.nextBoolean() ? corrected[1] : pick(lines).split(",", -1)[1];
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

  /** Spend of days in two weeks, some told before with another amount, some of no channel. */
  private void spend(LocalDate day) throws IOException {
    List<String> out = new ArrayList<>(List.of("date,channel,campaign,amount,currency"));
    for (int i = 0; i < 2 * PER_DAY; i++) {
      String word = List.of("paid_search", "Paid-Search", "event", "Fax", "").get(i % 5);
      LocalDate spent = random.nextBoolean() ? first.minusDays(i) : day.plusDays(2 - i);
      out.add(
          "%s,%s,%s,%d.25,%s"
              .formatted(
                  spent, word, i % 2 == 0 ? "a" : "", random.nextInt(90), CURRENCIES.get(i % 2)));
    }
    write("marketing/spend/" + day + "/spend.csv", out);
  }

  /** Subscriptions that begin on another day, end, go on after all, or are another customer's. */
  private void subscriptions(LocalDate day) throws IOException {
    List<String> lines = lines("billing/subscriptions/" + first);
    List<String> out = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 0; i < PER_DAY; i++) {
      String[] changed = pick(lines).split(",", -1);
      LocalDate start = LocalDate.parse(changed[2]);
      switch (random.nextInt(5)) {
        case 0 -> changed[1] = pick(lines).split(",", -1)[1];
        case 1 -> changed[2] = start.minusDays(1 + random.nextInt(40)).toString();
        case 2 -> changed[3] = start.plusDays(20 + random.nextInt(200)).toString();
        case 3 -> changed[3] = "";
        default -> {} // as it was first
      }
      if (out.stream().noneMatch(line -> line.startsWith(changed[0] + ","))) {
        out.add(String.join(",", changed));
      }
    }
    write("billing/subscriptions/" + day + "/zz_changed.csv", out);
  }

  /** A response that the tool has given to another contact, who may have had one before. */
  private void invitations(LocalDate day) throws IOException {
    String folder = "qualtrics/distribution_contacts/";
    Path surveys = landing.resolve(folder + first);
    try (Stream<Path> names = Files.list(surveys).filter(Files::isDirectory)) {
      for (Path survey : names.sorted().toList()) {
        String name = "/" + survey.getFileName();
        List<String> lines = lines(folder + first + name);
        String[] from = pick(lines).split(",", -1);
        String[] to = pick(lines).split(",", -1);
        String response = from[7];
        from[7] = to[7];
        to[7] = response;
        write(
            folder + day + name + "/zz_changed.csv",
            List.of(lines.get(0), String.join(",", from), String.join(",", to)));
      }
    }
  }

  /** Answers that name another recipient than before. */
  private void answers(LocalDate day) throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> recipients = new ArrayList<>();
    for (String line : text("surveymonkey/responses/" + first)) {
      Matcher recipient = RECIPIENT.matcher(line);
      if (recipient.find()) {
        rows.add(line.strip().replaceFirst(",$", ""));
        recipients.add(recipient.group());
      }
    }
    List<String> out = new ArrayList<>();
    for (int i = 0; i < PER_DAY && !rows.isEmpty(); i++) {
      String row = rows.get(random.nextInt(rows.size()));
      out.add(
          RECIPIENT
              .matcher(row)
              .replaceFirst(recipients.get(random.nextInt(recipients.size())))
              .replaceFirst(
                  "\"date_modified\":\"[^\"]*\"",
                  "\"date_modified\":\"" + day + "T0" + i + ":00:00+00:00\""));
    }
    write(
        "surveymonkey/responses/" + day + "/zz_changed.json",
        List.of("{\"data\":[", String.join(",\n", out), "]}"));
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
    int fields = 0;
    for (String line : text(folder)) {
      fields = all.isEmpty() ? line.split(",", -1).length : fields;
      boolean isHeader = !all.isEmpty() && line.equals(all.get(0));
      if (!isHeader && !line.contains("\"") && line.split(",", -1).length == fields) {
        all.add(line);
      }
    }
    return all;
  }

  private List<String> text(String folder) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(landing.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
          String text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
          text.lines().map(String::strip).forEach(all::add);
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

package io.cxwarehouse.generate;

/**
 * Social networks: a daily CSV a network with the running totals of the posts of the last two
 * weeks, and what a listening tool found others to write. Nothing is known before the first
 * delivered day.
 */
final class SocialWriter implements SourceWriter {
  private static final String UTC = "Z";
  private static final int WATCHED_DAYS = 14;
  private static final int READ_AT = 23 * 3600;

  /** Instagram's interface stopped to deliver impressions on this day of the simulation. */
  private static final int IMPRESSIONS_UNTIL = 45;

  private static final String[] NETWORKS = {"facebook", "instagram", "linkedin", "x"};
  private static final String[] PREFIXES = {"102938475_", "1789", "urn:li:share:71", "19"};
  private static final double[] DAYS_BETWEEN_POSTS = {4, 3, 5, 2.5};
  private static final double[] REACH = {900, 1_400, 600, 800};
  private static final String[] HEADERS = {
    "post_id,date,likes,comments,shares,clicks,impressions,media_views",
    "post_id,date,likes,comments,shares,clicks,impressions,media_views",
    "post_id,date,like_count,comment_count,share_count,click_count,impression_count",
    "organic_tweet_id,date,likes,replies,retweets,url_clicks,impressions"
  };
  private static final String[] SENTIMENTS = {"positive", "neutral", "negative"};
  private static final String[] TEXTS = {
    "Happy with my new sensor from @nordwind!",
    "Anyone tried the Nordwind gateway? Asking for a friend, \"again\"",
    "@nordwind, third week without an answer.\nNot amused."
  };

  private final Part part;
  private final Feed[] posts = new Feed[NETWORKS.length];
  private final Feed mentions;

  SocialWriter(Part part) {
    this.part = part;
    for (int n = 0; n < NETWORKS.length; n++) {
      posts[n] = part.feed(NETWORKS[n], EntityFormat.csv(HEADERS[n]), false);
    }
    String header = "id,network,author,text,created_at,sentiment";
    this.mentions = part.feed("mentions", EntityFormat.csv(header), false);
  }

  @Override
  public void company() {
    for (int n = 0; n < NETWORKS.length; n++) {
      Draw draw = Draw.of(part.company().options().seed(), NETWORKS[n].hashCode());
      int number = 0;
      double day = part.startDay() - WATCHED_DAYS;
      while (day <= part.company().endDay()) {
        post(n, PREFIXES[n] + String.format("%08d", ++number * 7_919L), (int) day, draw);
        day += 0.5 + draw.exponential(DAYS_BETWEEN_POSTS[n] - 0.5);
      }
    }
    Draw draw = Draw.of(part.company().options().seed(), "strangers".hashCode());
    int number = 0;
    for (int day = part.startDay(); day <= part.company().endDay(); day++) {
      if (draw.chance(0.4)) {
        long at = part.calendar().at(day, draw.between(7 * 3600, 22 * 3600));
        mention("s" + ++number, "@stranger" + draw.below(10_000), at, 0, draw);
      }
    }
  }

  /** Totals grow fast at first; now and then a network takes likes of false accounts back. */
  private void post(int network, String id, int firstDay, Draw draw) {
    double reach = draw.logNormal(REACH[network], 0.7);
    double liked = 0.02 + 0.04 * draw.uniform();
    boolean isCleaned = draw.chance(0.15);
    int skipped = draw.chance(0.1) ? draw.between(2, 6) : -1;
    for (int age = 0; age < WATCHED_DAYS; age++) {
      int day = firstDay + age;
      if (day < part.startDay() || day > part.company().endDay() || age == skipped) {
        continue;
      }
      double shown = reach * (1 - StrictMath.exp(-(age + 1) / 2.5));
      long likes = Math.round(shown * liked);
      likes -= isCleaned && age >= 8 ? likes / 10 : 0;
      snapshot(network, id, day, likes, Math.round(shown));
    }
  }

  private void snapshot(int network, String id, int day, long likes, long impressions) {
    Feed feed = posts[network];
    long at = part.calendar().at(day, READ_AT);
    if (feed.record().version(at, Feed.LAST)) {
      totals(feed.csv().text(id).date(day).number(likes), network, day, likes, impressions);
      feed.end();
    }
    if (feed.bad(at)) {
      int kind = part.chaos().below(3);
      CsvRow row = feed.csv().text(kind == 0 ? null : id + "-B").date(day);
      if (kind == 2) {
        row.number(likes);
        feed.endBad("malformed_row");
        return;
      }
      totals(kind == 1 ? row.text("1.2k") : row.number(likes), network, day, likes, impressions);
      feed.endBad(kind == 0 ? "missing_required" : "bad_type");
    }
  }

  private void totals(CsvRow row, int network, int day, long likes, long impressions) {
    row.number(likes / 6).number(likes / 9).number(impressions / 40);
    boolean isDropped =
        NETWORKS[network].equals("instagram") && day >= part.startDay() + IMPRESSIONS_UNTIL;
    if (isDropped) {
      row.empty();
    } else {
      row.number(impressions);
    }
    if (HEADERS[network].endsWith("media_views")) {
      row.number(impressions + impressions / 5);
    }
  }

  /** Few customers write in public, after a delivery or a contact with support. */
  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(part.company().options().seed(), "mentions".hashCode(), person.number());
    int number = 0;
    for (Order order : life.orders()) {
      if (draw.chance(0.03)) {
        String id = "c" + person.number() + "-" + ++number;
        mention(id, handle(person), order.deliveredAt() + 7_200, person.mood(), draw);
      }
    }
    for (Ticket ticket : life.tickets()) {
      if (ticket.solvedAt > 0 && draw.chance(0.06)) {
        String id = "c" + person.number() + "-" + ++number;
        mention(id, handle(person), ticket.solvedAt + 3_600, 2 * ticket.experience, draw);
      }
    }
  }

  private static String handle(Person person) {
    return "@" + Names.address(person.first(), person.last()) + person.number();
  }

  private void mention(String id, String author, long at, double mood, Draw draw) {
    double feeling = mood + draw.normal();
    int sentiment = feeling > 0.4 ? 0 : feeling > -0.6 ? 1 : 2;
    String network = NETWORKS[draw.weighted(20, 25, 10, 45)];
    if (at < part.calendar().at(part.startDay(), 0)) {
      return;
    }
    if (mentions.record().version(at, Feed.LAST)) {
      CsvRow row = mentions.csv().text(id).text(network).text(author).text(TEXTS[sentiment]);
      row.instant(at, UTC).text(SENTIMENTS[sentiment]);
      mentions.end();
    }
    if (mentions.bad(at)) {
      boolean isUndated = part.chaos().chance(0.5);
      CsvRow row = mentions.csv().text(isUndated ? id + "-B" : null).text(network).text(author);
      row.text(TEXTS[sentiment]);
      if (isUndated) {
        row.text("last Tuesday");
      } else {
        row.instant(at, UTC);
      }
      row.text(SENTIMENTS[sentiment]);
      mentions.endBad(isUndated ? "bad_type" : "missing_required");
    }
  }
}

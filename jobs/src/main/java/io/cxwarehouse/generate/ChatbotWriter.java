package io.cxwarehouse.generate;

/** The bot on the web site: Dialogflow CX's interaction log, one line a turn, no change stamp. */
final class ChatbotWriter implements SourceWriter {
  private static final String UTC = "Z";
  private static final int DAY = 86_400;
  private static final double MEAN_GAP_DAYS = 75;
  private static final String AGENT =
      "projects/nordwind/locations/europe-west3/agents/7c1f0b52-web";
  private static final String[] INTENTS = {
    "order.status", "invoice.copy", "login.reset", "return.item", "plan.change", "howto.setup"
  };

  private final Part part;
  private final Feed turns;

  ChatbotWriter(Part part) {
    this.part = part;
    this.turns = part.feed("turns", EntityFormat.lines(), false);
  }

  @Override
  public void company() {
    // The log holds nothing that belongs to nobody.
  }

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(part.company().options().seed(), "chatbot".hashCode(), person.number());
    double meanGap = MEAN_GAP_DAYS * DAY / (person.activity() + 0.05);
    long end = Math.min(life.leftAt(), part.company().endTime());
    int number = 0;
    double at = person.acquiredAt() + draw.exponential(meanGap);
    while (at < end) {
      conversation(person, number++, (long) at, draw);
      at += DAY + draw.exponential(meanGap);
    }
  }

  private void conversation(Person person, int number, long startedAt, Draw draw) {
    String session = String.format("%s/sessions/web-%06d-%03d", AGENT, person.number(), number);
    int length = draw.between(1, 6);
    boolean isHandedOver = draw.chance(0.27);
    boolean isKnown = draw.chance(0.4);
    long at = startedAt;
    for (int position = 1; position <= length; position++) {
      boolean isFallback = draw.chance(0.14);
      String intent = draw.pick(INTENTS);
      int feedback = draw.chance(0.12) ? draw.chance(0.7) ? 1 : 0 : -1;
      boolean hands = isHandedOver && position == length;
      if (turns.record().version(at, Feed.LAST)) {
        JsonRow json = turns.json().object().field("conversation_name", session);
        json.field("turn_position", position).name("request_time").instant(at, UTC);
        turn(json, person, isKnown, isFallback ? null : intent, hands, feedback);
        turns.end();
      }
      if (turns.bad(at)) {
        badTurn(person, session, position, at);
      }
      at += draw.between(8, 90);
    }
  }

  private static void turn(
      JsonRow json, Person person, boolean isKnown, String intent, boolean hands, int feedback) {
    json.field("project_id", "nordwind").field("agent_id", "7c1f0b52-web");
    json.field("language_code", language(person)).name("request").object();
    json.name("queryInput").object().name("text").object();
    json.field("text", intent == null ? "hmm" : "About " + intent).end().end();
    json.name("queryParams").object();
    if (isKnown) {
      json.name("endUserMetadata").object().field("email", person.email()).end();
    }
    json.end().end().name("response").object().name("queryResult").object();
    json.name("match").object().field("matchType", intent == null ? "NO_MATCH" : "INTENT");
    if (intent != null) {
      json.name("intent").object().field("displayName", intent).end();
    }
    json.end().name("responseMessages").array().object().name("text").object().name("text").array();
    json.text(intent == null ? "Could you say that again?" : "Here it is.").endArray().end().end();
    if (hands) {
      json.object().name("liveAgentHandoff").object().end().end();
    }
    json.endArray().end().end().name("derived_data").object().end();
    json.name("conversation_signals").object().name("turnSignals").object();
    json.field("noMatch", intent == null).field("agentEscalated", hands).end().end();
    json.name("bot_answer_feedback");
    if (feedback < 0) {
      json.nothing();
    } else {
      json.object().field("rating", feedback == 1 ? "THUMBS_UP" : "THUMBS_DOWN").end();
    }
    json.end();
  }

  /** Without a position, at no time, or cut. */
  private void badTurn(Person person, String session, int position, long at) {
    int kind = part.chaos().below(3);
    JsonRow json = turns.json().object().field("conversation_name", session + "-bad");
    json.name("turn_position");
    if (kind == 0) {
      json.nothing();
    } else {
      json.number(position);
    }
    json.name("request_time");
    if (kind == 2) {
      turns.endBad("malformed_row");
      return;
    }
    if (kind == 1) {
      json.text("yesterday");
    } else {
      json.instant(at, UTC);
    }
    turn(json, person, false, "order.status", false, -1);
    turns.endBad(kind == 0 ? "missing_required" : "bad_type");
  }

  private static String language(Person person) {
    return switch (person.market().country()) {
      case "FR" -> "fr";
      case "NL" -> "nl";
      case "GB", "US" -> "en";
      default -> "de";
    };
  }
}

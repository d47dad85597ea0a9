package io.cxwarehouse.observe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Sends messages in the format of Slack's incoming webhooks, which others take, too. */
final class Webhook implements Message.Target {
  private final URI address;
  private final Http http;

  Webhook(URI address, Http http) {
    this.address = address;
    this.http = http;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Optional<String> send(Message message) {
    String text = "*" + escaped(message.subject()) + "*\n" + escaped(message.body());
    String json = JsonNodeFactory.instance.objectNode().put("text", text).toString();
    try {
      http.send("POST", address, "application/json; charset=utf-8", json, Map.of());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Slack reads three letters as its own. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

package io.cxwarehouse.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads {@code observe}: whom a run tells how it went. */
final class ObserveBinder {
  /** As a label's value and a part of an address. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  private static final int MAX_PORT = 65_535;

  private ObserveBinder() {}

  static Observe bind(Node node) {
    Node lineage = node.object("lineage");
    return new Observe(
        node.text("name", NAME, "letters, digits, dots, _ and -"),
        node.optionalText("metrics-file"),
        address(node, "push-gateway"),
        mail(node.object("mail")),
        webhook(node.object("webhook")),
        new Observe.Lineage(
            lineage.optionalText("folder"), address(lineage, "url"), lineage.secret("key")));
  }

  private static Optional<Observe.Mail> mail(Node node) {
    Optional<String> host = node.optionalText("host");
    Optional<String> from = node.optionalText("from");
    List<String> to = node.texts("to");
    if (host.isPresent() && from.isEmpty()) {
      node.wrong("from", "missing; expected the address that mail comes from");
    }
    if (host.isPresent() && to.isEmpty()) {
      node.wrong("to", "names nobody who gets mail");
    }
    Observe.Mail mail =
        new Observe.Mail(
            host.orElse(""),
            node.integer("port", 1, MAX_PORT),
            node.oneOf("security", Observe.MailSecurity.class),
            node.optional("user", value -> String.valueOf(value.unwrapped()), "a text")
                .filter(user -> !user.isEmpty()),
            node.secret("password"),
            from.orElse(""),
            to);
    return host.map(present -> mail);
  }

  /** Whoever knows the address may write there. */
  private static Optional<URI> webhook(Node node) {
    return address(node, "url", node.secret("url"), "https://host/path");
  }

  /** An address without a login: that would be a secret in a file. */
  private static Optional<URI> address(Node node, String key) {
    return address(node, key, node.optionalText(key), "http://host:9091, without a login");
  }

  /** No message shows it: it may hold a secret, if only by mistake. */
  private static Optional<URI> address(
      Node node, String key, Optional<String> text, String example) {
    try {
      return text.map(ObserveBinder::address);
    } catch (IllegalArgumentException e) {
      node.wrong(key, "is not an address such as " + example);
      return Optional.empty();
    }
  }

  private static URI address(String text) {
    URI address = URI.create(text);
    if (address.getHost() == null
        || address.getUserInfo() != null
        || !String.valueOf(address.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("no address");
    }
    return address;
  }
}

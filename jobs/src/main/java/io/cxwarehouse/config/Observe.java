package io.cxwarehouse.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Whom a run tells how it went. What has no place is not told.
 *
 * @param name of this warehouse, for who watches several
 * @param metricsFile where a node exporter reads
 * @param pushGateway address of Prometheus's
 * @param webhook takes messages in the format of Slack; its address is its password
 */
public record Observe(
    String name,
    Optional<String> metricsFile,
    Optional<URI> pushGateway,
    Optional<Mail> mail,
    Optional<URI> webhook,
    Lineage lineage) {
  @Override
  public String toString() {
    return "Observe[name=%s, metricsFile=%s, pushGateway=%s, mail=%s, webhook=%s, lineage=%s]"
        .formatted(name, metricsFile, pushGateway, mail, Secrets.hidden(webhook), lineage);
  }

  /** How a connection to a mail server is protected. */
  public enum MailSecurity {
    STARTTLS,
    TLS,
    NONE
  }

  /** A mail server, and who gets mail by it. */
  public record Mail(
      String host,
      int port,
      MailSecurity security,
      Optional<String> user,
      Optional<String> password,
      String from,
      List<String> to) {
    @Override
    public String toString() {
      return "Mail[host=%s, port=%d, security=%s, user=%s, password=%s, from=%s, to=%s]"
          .formatted(host, port, security, user, Secrets.hidden(password), from, to);
    }
  }

  /**
   * Where events of OpenLineage go.
   *
   * @param folder gets a file a run
   * @param url of an OpenLineage API
   * @param key that is sent along
   */
  public record Lineage(Optional<String> folder, Optional<URI> url, Optional<String> key) {
    public boolean isOn() {
      return folder.isPresent() || url.isPresent();
    }

    @Override
    public String toString() {
      return "Lineage[folder=%s, url=%s, key=%s]".formatted(folder, url, Secrets.hidden(key));
    }
  }
}

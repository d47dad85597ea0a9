package io.cxwarehouse.observe;

import io.cxwarehouse.config.Observe;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Sends messages by mail. */
final class Mailer implements Message.Target {
  private static final String TIMEOUT_MILLIS = "10000";
  private static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

  private final Observe.Mail settings;

  Mailer(Observe.Mail settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public Optional<String> send(Message message) {
    for (int tried = 0; ; tried++) {
      try {
        deliver(message);
        return Optional.empty();
      } catch (MessagingException e) {
        boolean mayPass = !(e instanceof AuthenticationFailedException) && tried < WAITS.size();
        if (!mayPass || !pause(WAITS.get(tried))) {
          return Optional.of(reason(e));
        }
      }
    }
  }

  @SuppressWarnings("JavaUtilDate") // The mail API knows no other.
  private void deliver(Message message) throws MessagingException {
    Session session = Session.getInstance(properties());
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(settings.from()));
    for (String to : settings.to()) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(to));
    }
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setText(message.body(), StandardCharsets.UTF_8.name());
    mail.setSentDate(new Date());
    // No person wrote it: no answer of an absent one is to come back.
    mail.setHeader("Auto-Submitted", "auto-generated");
    Transport.send(mail, settings.user().orElse(null), settings.password().orElse(null));
  }

  private Properties properties() {
    Properties properties = new Properties();
    boolean isTls = settings.security() == Observe.MailSecurity.TLS;
    String protocol = isTls ? "smtps" : "smtp";
    properties.put("mail.transport.protocol", protocol);
    properties.put("mail.transport.protocol.rfc822", protocol);
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "host", settings.host());
    properties.put(prefix + "port", String.valueOf(settings.port()));
    properties.put(prefix + "auth", String.valueOf(settings.user().isPresent()));
    properties.put(prefix + "connectiontimeout", TIMEOUT_MILLIS);
    properties.put(prefix + "timeout", TIMEOUT_MILLIS);
    properties.put(prefix + "writetimeout", TIMEOUT_MILLIS);
    properties.put(prefix + "ssl.checkserveridentity", "true");
    if (settings.security() == Observe.MailSecurity.STARTTLS) {
      properties.put(prefix + "starttls.enable", "true");
      properties.put(prefix + "starttls.required", "true");
    }
    return properties;
  }

  private static String reason(MessagingException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return e instanceof AuthenticationFailedException
        ? "the server refuses user and password"
        : String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
  }

  private static boolean pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

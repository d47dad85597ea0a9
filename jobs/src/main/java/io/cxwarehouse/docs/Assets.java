package io.cxwarehouse.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The style and the script of all pages, and the policy that lets nothing else in: each is allowed
 * by its hash.
 */
public record Assets(String style, String script) {
  static Assets load() {
    return new Assets(resource("docs/docs.css"), resource("docs/docs.js"));
  }

  /**
   * @param hasScript only the first page has one
   */
  public String policy(boolean hasScript) {
    return "default-src 'none'; base-uri 'none'; style-src "
        + hash(style)
        + (hasScript ? "; script-src " + hash(script) : "");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String path) {
    try (InputStream file = Assets.class.getClassLoader().getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

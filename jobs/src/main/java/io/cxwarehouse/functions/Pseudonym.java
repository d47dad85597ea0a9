package io.cxwarehouse.functions;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Personal values as keyed HMAC-SHA-256: equal values stay joinable, and without the key nobody can
 * try out addresses. The key never passes through SQL, whose parameters appear in plans and logs:
 * the driver sets it, executors read it from their environment.
 */
public final class Pseudonym {
  /** The environment variable from which executors read the key. */
  public static final String KEY_VARIABLE = "CXW_PII_KEY";

  private static final String ALGORITHM = "HmacSHA256";
  private static final HexFormat HEX = HexFormat.of();

  private static volatile SecretKeySpec key;
  private static final ThreadLocal<Keyed> MACS = new ThreadLocal<>();

  private record Keyed(SecretKeySpec key, Mac mac) {}

  private Pseudonym() {}

  /** Sets this process's key, such as the driver's in local mode. */
  public static void useKey(byte[] secret) {
    if (secret.length == 0) {
      throw missingKey();
    }
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The pseudonym of a Java string. */
  public static String of(String text) {
    return of(UTF8String.fromString(text)).toString();
  }

  /** The HMAC of a text in hexadecimal digits. */
  public static UTF8String of(UTF8String text) {
    return UTF8String.fromString(HEX.formatHex(mac().doFinal(text.getBytes())));
  }

  /** Names the key without giving it away: tables made with another key cannot be joined. */
  public static String keyId() {
    return keyId(mac());
  }

  /** Names another key. */
  public static String keyId(byte[] secret) {
    return keyId(newMac(new SecretKeySpec(secret, ALGORITHM)));
  }

  private static String keyId(Mac mac) {
    return HEX.formatHex(mac.doFinal("key id".getBytes(StandardCharsets.UTF_8)), 0, 4);
  }

  /** A key for another purpose, derived from this process's. */
  static byte[] digest(byte[] purpose) {
    return mac().doFinal(purpose);
  }

  /** The same, derived from another key. */
  static byte[] digest(byte[] secret, byte[] purpose) {
    return newMac(new SecretKeySpec(secret, ALGORITHM)).doFinal(purpose);
  }

  private static Mac mac() {
    SecretKeySpec current = key == null ? keyOfEnvironment() : key;
    Keyed keyed = MACS.get();
    if (keyed == null || keyed.key != current) {
      keyed = new Keyed(current, newMac(current));
      MACS.set(keyed);
    }
    return keyed.mac;
  }

  private static SecretKeySpec keyOfEnvironment() {
    String secret = System.getenv(KEY_VARIABLE);
    if (secret == null || secret.isEmpty()) {
      throw missingKey();
    }
    useKey(secret.getBytes(StandardCharsets.UTF_8));
    return key;
  }

  private static Mac newMac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  private static CxwException missingKey() {
    return new CxwException(
        ExitCode.USAGE,
        "There is no key to pseudonymise personal data with.",
        "the environment variable named by privacy.key-env (" + KEY_VARIABLE + ") is empty here",
        "Export "
            + KEY_VARIABLE
            + " with a long random secret on the driver and on every executor"
            + " (spark.executorEnv."
            + KEY_VARIABLE
            + ").");
  }
}

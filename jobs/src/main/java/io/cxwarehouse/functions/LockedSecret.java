package io.cxwarehouse.functions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random secret that lies beside the data, encrypted (AES-GCM) with the key of pseudonyms. A new
 * key locks the same secret anew, so that what the secret made stays valid.
 */
public final class LockedSecret {
  private static final byte[] PURPOSE = "locked secret".getBytes(StandardCharsets.UTF_8);
  private static final int SECRET_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private LockedSecret() {}

  /** A new secret, locked with this process's key. */
  public static String create() {
    return lock(random(SECRET_BYTES));
  }

  /** Locks a secret with this process's key. */
  public static String lock(byte[] secret) {
    byte[] nonce = random(NONCE_BYTES);
    byte[] text = crypt(Cipher.ENCRYPT_MODE, Pseudonym.digest(PURPOSE), nonce, secret);
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array());
  }

  /** The secret, with this process's key. */
  static byte[] open(String locked) {
    return open(locked, Pseudonym.digest(PURPOSE));
  }

  /** The secret, with another key, such as the one before a rotation. */
  public static byte[] openWith(String locked, byte[] key) {
    return open(locked, Pseudonym.digest(key, PURPOSE));
  }

  private static byte[] open(String locked, byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(locked));
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    byte[] text = new byte[bytes.remaining()];
    bytes.get(text);
    return crypt(Cipher.DECRYPT_MODE, key, nonce, text);
  }

  private static byte[] crypt(int mode, byte[] key, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret was locked with another key", e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}

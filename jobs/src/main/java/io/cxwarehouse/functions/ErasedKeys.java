package io.cxwarehouse.functions;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The identifiers of erased persons, as keyed HMACs: whether one is among them can be told, not
 * which they are. The key is a secret of the list's own, so that the list outlives the key of
 * pseudonyms; what travels to executors is that secret locked with the pseudonyms' key ({@link
 * LockedSecret}), which each process opens with its own.
 */
public final class ErasedKeys implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  private final String lockedSecret;
  private final Set<String> hashes;
  private transient ThreadLocal<Mac> macs;

  public ErasedKeys(String lockedSecret, Collection<String> hashes) {
    this.lockedSecret = lockedSecret;
    this.hashes = Set.copyOf(hashes);
    this.macs = ThreadLocal.withInitial(this::mac);
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  public Set<String> hashes() {
    return hashes;
  }

  /** The same list, longer. */
  public ErasedKeys with(Collection<String> more) {
    Set<String> all = new HashSet<>(hashes);
    all.addAll(more);
    return new ErasedKeys(lockedSecret, all);
  }

  /** A list under the same secret. */
  public ErasedKeys only(Collection<String> others) {
    return new ErasedKeys(lockedSecret, others);
  }

  /** The same list, shorter. */
  public ErasedKeys without(Collection<String> fewer) {
    Set<String> all = new HashSet<>(hashes);
    all.removeAll(fewer);
    return new ErasedKeys(lockedSecret, all);
  }

  public boolean has(String key) {
    return !hashes.isEmpty() && hashes.contains(hash(key));
  }

  public String hash(String key) {
    return HexFormat.of().formatHex(macs.get().doFinal(key.getBytes(StandardCharsets.UTF_8)));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(LockedSecret.open(lockedSecret), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    macs = ThreadLocal.withInitial(this::mac);
  }
}

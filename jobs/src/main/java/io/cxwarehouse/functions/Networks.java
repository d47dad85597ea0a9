package io.cxwarehouse.functions;

import java.util.Locale;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/** One name of each social network, however listening tools call it. */
public final class Networks {
  private static final Set<String> X =
      Set.of("twitter", "twitter com", "x com", "x twitter", "twitter x", "x formerly twitter");

  private Networks() {}

  /** The network in small letters; Twitter is {@code x}, as its posts are. */
  public static String name(String text) {
    return X.contains(Words.plain(text)) ? "x" : text.strip().toLowerCase(Locale.ROOT);
  }

  /** The same for SQL: {@code network_name(text)}. */
  public static UTF8String name(UTF8String text) {
    return UTF8String.fromString(name(text.toString()));
  }
}

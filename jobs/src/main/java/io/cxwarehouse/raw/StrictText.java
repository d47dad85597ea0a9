package io.cxwarehouse.raw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text so that undecodable bytes are seen: each becomes {@link #UNDECODABLE}, a code point
 * that Unicode reserves as no character, instead of the replacement character that a text may hold.
 */
final class StrictText {
  static final char UNDECODABLE = '\uFDD0';

  private StrictText() {}

  /** A byte order mark decides the encoding and is dropped; without one it is {@code charset}. */
  static Reader open(InputStream in, String charset) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    return new InputStreamReader(
        buffered,
        detect(buffered, Charset.forName(charset))
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(UNDECODABLE)));
  }

  private static Charset detect(BufferedInputStream in, Charset unmarked) throws IOException {
    in.mark(3);
    byte[] head = in.readNBytes(3);
    in.reset();
    if (head.length >= 3
        && head[0] == (byte) 0xEF
        && head[1] == (byte) 0xBB
        && head[2] == (byte) 0xBF) {
      in.skipNBytes(3);
      return StandardCharsets.UTF_8;
    }
    if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
      in.skipNBytes(2);
      return StandardCharsets.UTF_16BE;
    }
    if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
      in.skipNBytes(2);
      return StandardCharsets.UTF_16LE;
    }
    return unmarked;
  }

  /** Whether the text holds undecodable bytes or NUL, which no text column of a reader can hold. */
  static boolean isUnclean(String text) {
    return text != null && (text.indexOf(UNDECODABLE) >= 0 || text.indexOf('\0') >= 0);
  }
}

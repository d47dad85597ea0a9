package io.cxwarehouse.raw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes text so that undecodable bytes are seen: each becomes {@link #UNDECODABLE}, a code point
 * that Unicode reserves as no character, instead of the replacement character that a text may hold.
 */
final class StrictText {
  static final char UNDECODABLE = '\uFDD0';

  private static final int MARK_BYTES = 3;
  private static final List<Charset> MARKED =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  private StrictText() {}

  /** A byte order mark decides the encoding and is dropped; without one it is {@code charset}. */
  static Reader open(InputStream in, String charset) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(MARK_BYTES);
    Charset marked = marked(buffered.readNBytes(MARK_BYTES));
    buffered.reset();
    if (marked != null) {
      buffered.skipNBytes(mark(marked).length);
    }
    return new InputStreamReader(
        buffered,
        (marked == null ? Charset.forName(charset) : marked)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(UNDECODABLE)));
  }

  /** Writes text as {@link #open} read it, byte order mark included. */
  static Writer like(InputStream read, String charset, OutputStream out) throws IOException {
    Charset marked = marked(read.readNBytes(MARK_BYTES));
    if (marked != null) {
      out.write(mark(marked));
    }
    return new OutputStreamWriter(out, marked == null ? Charset.forName(charset) : marked);
  }

  /** The encoding whose byte order mark this begins with, null if there is none. */
  private static Charset marked(byte[] head) {
    for (Charset charset : MARKED) {
      byte[] mark = mark(charset);
      if (head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length)) {
        return charset;
      }
    }
    return null;
  }

  private static byte[] mark(Charset charset) {
    return "\uFEFF".getBytes(charset);
  }

  /** Whether the text holds undecodable bytes or NUL, which no text column of a reader can hold. */
  static boolean isUnclean(String text) {
    return text != null && (text.indexOf(UNDECODABLE) >= 0 || text.indexOf('\0') >= 0);
  }
}

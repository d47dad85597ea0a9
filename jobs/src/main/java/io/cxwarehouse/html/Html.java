package io.cxwarehouse.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Pages that hold all that they need, and let nothing else in. */
public final class Html {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private Html() {}

  /**
   * A page.
   *
   * @param template below {@code src/main/jte}, such as {@code docs/kpi.jte}
   */
  public static String of(String template, Map<String, Object> values) {
    StringOutput out = new StringOutput();
    TEMPLATES.render(template, values, out);
    return out.toString();
  }

  /** As a content security policy names a style or script that stands in the page. */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** JSON that may stand in a script: nothing in it ends one or begins an entity. */
  public static String json(ObjectMapper mapper, Object value) {
    try {
      return mapper
          .writeValueAsString(value)
          .replace("&", "\\u0026")
          .replace("<", "\\u003c")
          .replace(">", "\\u003e");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

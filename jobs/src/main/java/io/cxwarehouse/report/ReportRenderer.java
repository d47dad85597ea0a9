package io.cxwarehouse.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Writes the page as one file that needs no other and asks for none. Its policy lets run only the
 * scripts and the style that stand in it, by their hashes.
 */
public final class ReportRenderer {
  private static final String CHARTS =
      "META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";
  private static final ObjectMapper JSON =
      new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private ReportRenderer() {}

  /**
   * The page as HTML.
   *
   * @param segment the part of the customers that is shown first, as country=DE; empty: all
   */
  public static String html(ReportContext context, String segment) {
    Pages pages = new Pages(context);
    if (!segment.isEmpty() && pages.segments().stream().noneMatch(s -> s.key().equals(segment))) {
      throw new CxwException(
          ExitCode.USAGE,
          "The report has no segment " + segment + "; nothing was written.",
          "it can be cut by these: "
              + String.join(", ", pages.segments().stream().map(Segment::key).toList()),
          "Write the column and its value, such as --segment country=DE, or leave it out.");
    }
    Page page = pages.page(segment);
    Page.Assets assets = assets(json(pages.data(page, segment)));
    StringOutput out = new StringOutput();
    TEMPLATES.render("report/page.jte", Map.of("page", page, "assets", assets), out);
    return out.toString();
  }

  private static Page.Assets assets(String data) {
    String style = resource("report/report.css");
    String charts = resource(CHARTS);
    String script = resource("report/report.js");
    String policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
            + hash(style)
            + "; script-src "
            + hash(charts)
            + " "
            + hash(script);
    return new Page.Assets(policy, style, charts, script, data);
  }

  /** In a script, {@code <} could end it. */
  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
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
    try (InputStream file = ReportRenderer.class.getClassLoader().getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

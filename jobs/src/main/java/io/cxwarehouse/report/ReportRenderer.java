package io.cxwarehouse.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.html.Html;
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
    Page.Assets assets = assets(Html.json(JSON, pages.data(page, segment)));
    return Html.of("report/page.jte", Map.of("page", page, "assets", assets));
  }

  private static Page.Assets assets(String data) {
    String style = Resource.text("report/report.css");
    String charts = Resource.text(CHARTS);
    String script = Resource.text("report/report.js");
    String policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
            + Html.hash(style)
            + "; script-src "
            + Html.hash(charts)
            + " "
            + Html.hash(script);
    return new Page.Assets(policy, style, charts, script, data);
  }
}

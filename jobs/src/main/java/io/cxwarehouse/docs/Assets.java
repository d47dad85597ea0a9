package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.html.Html;

/**
 * The style and the script of all pages, and the policy that lets nothing else in: each is allowed
 * by its hash.
 */
public record Assets(String style, String script) {
  static Assets load() {
    return new Assets(Resource.text("docs/docs.css"), Resource.text("docs/docs.js"));
  }

  /**
   * @param hasScript only the first page has one
   */
  public String policy(boolean hasScript) {
    return "default-src 'none'; base-uri 'none'; style-src "
        + Html.hash(style)
        + (hasScript ? "; script-src " + Html.hash(script) : "");
  }
}

package io.cxwarehouse.publish;

/** Texts that a spreadsheet would compute, made plain. */
public final class SpreadsheetText {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private SpreadsheetText() {}

  /** The text with an apostrophe before it if a spreadsheet took it for a formula. */
  public static String safe(String text) {
    boolean isFormula =
        !text.isEmpty()
            && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
            && !text.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    return isFormula ? "'" + text : text;
  }
}

package io.cxwarehouse.publish;

/** Texts that a spreadsheet would compute, made plain. */
public final class SpreadsheetText {
  /** The last four are those of full width, which spreadsheets take for the others. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

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

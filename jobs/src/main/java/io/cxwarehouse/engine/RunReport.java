package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.ExitCode;
import java.time.LocalDate;
import java.util.List;

/**
 * How a run went.
 *
 * @param isNothingNew the run ended without opening a table
 * @param files files taken in; {@code rejectedRows} of them, and {@code refusedFiles} as a whole
 */
public record RunReport(
    String runId,
    LocalDate asOf,
    ExitCode exitCode,
    boolean isNothingNew,
    long files,
    long rowsIn,
    long rejectedRows,
    List<String> refusedFiles,
    List<StepResult> steps,
    double seconds) {}

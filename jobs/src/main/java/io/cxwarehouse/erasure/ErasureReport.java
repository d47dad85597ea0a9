package io.cxwarehouse.erasure;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.raw.LandingRewritten;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What an erasure came to.
 *
 * @param erasureId null where nothing was done: a trial, or nothing was left
 * @param deleted rows by table
 * @param redacted rows about others in which something was blanked, by table
 * @param landing files that still hold rows about the persons, with the number of these
 * @param mentioning files of which rows about others name the persons, with the number of these
 * @param rewritten landing files whose rows were taken out, or would be; empty if that was not
 *     asked for
 * @param isComplete nothing of the persons is left in the warehouse
 */
public record ErasureReport(
    String erasureId,
    ExitCode exitCode,
    SortedMap<String, Long> deleted,
    SortedMap<String, Long> redacted,
    Map<String, Long> landing,
    Map<String, Long> mentioning,
    List<LandingRewritten> rewritten,
    boolean isComplete,
    double seconds) {}

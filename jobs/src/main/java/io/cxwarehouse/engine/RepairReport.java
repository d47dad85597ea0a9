package io.cxwarehouse.engine;

import io.cxwarehouse.delta.DamagedFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a repair did, or would do.
 *
 * @param damaged what was found; empty: the table is sound
 * @param landingFiles files that are taken in again, of a bronze table
 * @param lostDates dates of an as-of table whose rows were lost, and are computed as known today
 * @param aside where commits are that were in the way; empty: none were
 * @param run what it computed; empty: nothing
 */
public record RepairReport(
    List<DamagedFile> damaged,
    List<String> landingFiles,
    List<LocalDate> lostDates,
    Optional<String> aside,
    Optional<RunReport> run) {}

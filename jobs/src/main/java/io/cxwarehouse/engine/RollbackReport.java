package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a rollback did, or would do.
 *
 * @param runs runs that are taken back, the first one first
 * @param versions tables with the version whose rows they have again; empty: the table is gone,
 *     since the first of these runs made it
 * @param asOf where the tables stand now; empty: no run is left
 */
public record RollbackReport(
    List<String> runs, SortedMap<TableId, Optional<Long>> versions, Optional<LocalDate> asOf) {}

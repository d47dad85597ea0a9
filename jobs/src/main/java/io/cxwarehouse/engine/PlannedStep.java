package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.List;

/**
 * Why and how a table would run.
 *
 * @param reasons in words: new files, changed inputs, due rows, a changed definition
 */
public record PlannedStep(TableId table, How how, List<String> reasons, List<TableId> dependsOn) {}

package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.Set;

/**
 * A table that is computed from all rows of its inputs and written anew, since files of it are
 * damaged.
 *
 * @param missing data files of its current version that cannot be read, as the log names them; may
 *     be found while the run is under way
 * @param isLogWhole false if versions that others have seen are gone from its log
 */
record Mending(TableId table, Set<String> missing, boolean isLogWhole) {}

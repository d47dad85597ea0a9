package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;

/**
 * A file of a table that cannot be right.
 *
 * @param version of the table, to which the file belongs
 * @param file below the table's folder
 * @param fault what is wrong with it
 */
public record DamagedFile(TableId table, long version, String file, String fault) {}

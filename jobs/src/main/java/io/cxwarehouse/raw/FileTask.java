package io.cxwarehouse.raw;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A file to read.
 *
 * @param index its place among the files of the intake
 * @param entity place of its entity's shape
 * @param bytes size when it was listed
 */
public record FileTask(
    int index, int entity, String path, long bytes, String fileId, LocalDate deliveryDate)
    implements Serializable {}

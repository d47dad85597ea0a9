package io.cxwarehouse.bronze;

import io.cxwarehouse.config.Source;
import io.cxwarehouse.raw.ColumnShape;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.Format;
import io.cxwarehouse.raw.KeyText;
import io.cxwarehouse.raw.ReadLimits;
import io.cxwarehouse.raw.ReadOptions;
import io.cxwarehouse.raw.SourceShape;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the readers must know, from the configuration. */
public final class Shapes {
  /** Qualtrics' third header row; its older exports end with the second. */
  private static final String THIRD_HEADER_ROW = "ImportId";

  private Shapes() {}

  public static Map<String, SourceShape> of(Map<String, Source> sources) {
    Map<String, SourceShape> shapes = new TreeMap<>();
    sources.forEach((name, source) -> shapes.put(name, of(source)));
    return shapes;
  }

  /** The entities of all sources that are switched on. */
  public static List<EntityShape> entities(Collection<SourceShape> sources) {
    return sources.stream()
        .filter(SourceShape::isEnabled)
        .flatMap(source -> source.entities().values().stream())
        .toList();
  }

  private static SourceShape of(Source source) {
    Map<String, EntityShape> entities = new TreeMap<>();
    source.entities().forEach((name, entity) -> entities.put(name, of(source, entity)));
    return new SourceShape(
        source.name(),
        source.enabled(),
        source.required(),
        source.requireMarker(),
        source.maxLag(),
        source.settleTime(),
        entities);
  }

  public static EntityShape of(Source source, Source.Entity entity) {
    Source.ReadOptions options = entity.options();
    return new EntityShape(
        source.name(),
        entity.name(),
        Format.valueOf(entity.format().name()),
        entity.columns().stream().map(column -> of(source, entity, column)).toList(),
        entity.key(),
        entity.identity(),
        entity.record(),
        entity.cursor().isEmpty() ? null : entity.cursor().get(0),
        new ReadOptions(
            options.encoding().name(),
            options.delimiter(),
            options.quote(),
            options.escape(),
            options.headerRows(),
            options.headerRows() == 3 ? THIRD_HEADER_ROW : null,
            options.records(),
            options.nullTexts()),
        new ReadLimits(
            chars(options.maxFieldBytes()),
            chars(options.maxRecordBytes()),
            ReadLimits.DEFAULT.recordLines(),
            options.maxExpandedBytes(),
            options.maxExpansionRatio()),
        entity.minRows(),
        source.maxRejectedRate(),
        folders(source, entity));
  }

  private static Map<String, EntityShape> folders(Source source, Source.Entity entity) {
    Map<String, EntityShape> folders = new TreeMap<>();
    entity.folders().forEach((name, folder) -> folders.put(name, of(source, folder.entity())));
    return folders;
  }

  private static ColumnShape of(Source source, Source.Entity entity, Source.Column column) {
    boolean isOfKey =
        entity.key().contains(column.name()) || entity.identity().contains(column.name());
    return new ColumnShape(
        column.name(),
        column.aliases(),
        column.required(),
        column.pii(),
        ColumnShape.Origin.valueOf(column.origin().name()),
        isOfKey ? keyText(source, column) : KeyText.ID);
  }

  /** Whole numbers are ids: their spellings are those of ids. */
  private static KeyText keyText(Source source, Source.Column column) {
    return switch (column.type()) {
      case DECIMAL -> new KeyText(KeyText.Kind.NUMBER, null);
      case DATE -> new KeyText(KeyText.Kind.DATE, null);
      case TIMESTAMP -> new KeyText(KeyText.Kind.TIME, source.timezone().getId());
      case CURRENCY ->
          new KeyText(KeyText.Kind.CURRENCY, column.required() ? null : source.currency());
      case NETWORK -> new KeyText(KeyText.Kind.NETWORK, null);
      case STRING, INTEGER, BOOLEAN, JSON -> KeyText.ID;
    };
  }

  /** A character takes a byte or more, so that the limit in bytes is one in characters too. */
  private static int chars(long bytes) {
    return (int) Math.min(bytes, 1 << 28);
  }
}

package io.cxwarehouse.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.engine.StepResult;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.graph.ColumnLineage;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Origin;
import io.cxwarehouse.graph.RelationName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/**
 * Events of OpenLineage 2-0-2 about one run and its steps. A dataset is named as the specification
 * names files, so that other programs' events about the same tables meet ours; the table's own name
 * is in its facet {@code symlinks}.
 */
final class OpenLineage {
  /** How an event's job went. */
  enum Type {
    START,
    COMPLETE,
    FAIL
  }

  private static final String PRODUCER = "urn:cx-warehouse";
  private static final String SPEC = "https://openlineage.io/spec/";
  private static final String RUN = "run";
  private static final String NAME = "name";
  private static final String NAMESPACE = "namespace";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Warehouse warehouse;
  private final String namespace;
  private final String runId;
  private final LocalDate asOf;
  private final Instant started;

  /**
   * Events of a run.
   *
   * @param namespace of its jobs
   */
  OpenLineage(
      Warehouse warehouse, String namespace, String runId, LocalDate asOf, Instant started) {
    this.warehouse = warehouse;
    this.namespace = namespace;
    this.runId = runId;
    this.asOf = asOf;
    this.started = started;
  }

  /** About the run as a whole. */
  ObjectNode run(Type type, Instant at) {
    return event(type, at, RUN);
  }

  /** About the step of a table that has begun. */
  ObjectNode began(Graph.Node node, Instant at) {
    ObjectNode event = event(Type.START, at, node.id().toString());
    inputs(event, node);
    event.withArray("outputs").add(dataset(node.id().toString()));
    return event;
  }

  /** About one that has ended. */
  ObjectNode ended(
      Graph.Node node, StepResult result, Optional<ColumnLineage> lineage, Instant at) {
    ObjectNode event = event(result.isGood() ? Type.COMPLETE : Type.FAIL, at, node.id().toString());
    if (!result.isGood()) {
      // Its message may quote rows: ops.step_run has it.
      ObjectNode error =
          facet(event.withObject("/run/facets"), "errorMessage", "1-0-1", "ErrorMessageRunFacet");
      error.put("message", "the step ended with " + result.status() + ", see ops.step_run");
      error.put("programmingLanguage", "SQL");
    }
    inputs(event, node);
    ObjectNode output = dataset(node.id().toString());
    event.withArray("outputs").add(output);
    ObjectNode facets = output.withObject("/facets");
    schema(facets, node.definition().spec());
    lineage.ifPresent(known -> columns(facets, known));
    if (result.version() >= 0) {
      facet(facets, "version", "1-0-1", "DatasetVersionDatasetFacet")
          .put("datasetVersion", String.valueOf(result.version()));
      facet(
              output.withObject("/outputFacets"),
              "outputStatistics",
              "1-0-2",
              "OutputStatisticsOutputDatasetFacet")
          .put("rowCount", result.inserted() + result.updated());
    }
    return event;
  }

  private ObjectNode event(Type type, Instant at, String job) {
    ObjectNode event = JSON.objectNode();
    event.put("eventType", type.name());
    event.put("eventTime", at.toString());
    event.put("producer", PRODUCER);
    event.put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    ObjectNode run = event.putObject(RUN);
    run.put("runId", id(job));
    ObjectNode facets = run.putObject("facets");
    String day = asOf.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    facet(facets, "nominalTime", "1-0-1", "NominalTimeRunFacet").put("nominalStartTime", day);
    if (!job.equals(RUN)) {
      ObjectNode parent = facet(facets, "parent", "1-1-0", "ParentRunFacet");
      parent.putObject(RUN).put("runId", id(RUN));
      parent.putObject("job").put(NAMESPACE, namespace).put(NAME, RUN);
    }
    ObjectNode about = event.putObject("job");
    about.put(NAMESPACE, namespace).put(NAME, job);
    facet(about.putObject("facets"), "jobType", "2-0-3", "JobTypeJobFacet")
        .put("processingType", "BATCH")
        .put("integration", "CX_WAREHOUSE")
        .put("jobType", job.equals(RUN) ? "RUN" : "TABLE");
    event.putArray("inputs");
    event.putArray("outputs");
    return event;
  }

  /** The same each time it is asked for, and another for each run of each warehouse. */
  private String id(String job) {
    String text = warehouse.tables().root() + '\n' + runId + '\n' + started + '\n' + job;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void inputs(ObjectNode event, Graph.Node node) {
    ArrayNode inputs = event.withArray("inputs");
    Stream<String> names = node.inputs().stream().map(name -> RelationName.of(name).base());
    names.distinct().forEach(name -> inputs.add(dataset(name)));
  }

  private ObjectNode dataset(String relation) {
    ObjectNode dataset = JSON.objectNode();
    named(dataset, relation);
    if (!RelationName.of(relation).isConfig()) {
      facet(dataset.putObject("facets"), "symlinks", "1-0-1", "SymlinksDatasetFacet")
          .putArray("identifiers")
          .addObject()
          .put(NAMESPACE, namespace)
          .put(NAME, relation)
          .put("type", "TABLE");
    }
    return dataset;
  }

  /** Tables by where they lie, what is configured by its own name. */
  private ObjectNode named(ObjectNode node, String relation) {
    RelationName name = RelationName.of(relation);
    if (name.isConfig()) {
      return node.put(NAMESPACE, namespace).put(NAME, relation);
    }
    String path = warehouse.tables().path(name.table());
    java.net.URI place = new org.apache.hadoop.fs.Path(path).toUri();
    if (place.getScheme() == null || place.getScheme().equals("file")) {
      return node.put(NAMESPACE, "file")
          .put(NAME, Path.of(place.getPath()).toAbsolutePath().normalize().toString());
    }
    String host = place.getAuthority() == null ? "" : place.getAuthority();
    return node.put(NAMESPACE, place.getScheme() + "://" + host).put(NAME, place.getPath());
  }

  private static void schema(ObjectNode facets, TableSpec spec) {
    ArrayNode fields = facet(facets, "schema", "1-1-1", "SchemaDatasetFacet").putArray("fields");
    for (StructField field : spec.schema().fields()) {
      ObjectNode column = fields.addObject();
      column.put(NAME, field.name()).put("type", field.dataType().catalogString());
      if (field.getComment().isDefined()) {
        column.put("description", field.getComment().get());
      }
    }
  }

  private void columns(ObjectNode facets, ColumnLineage lineage) {
    ObjectNode facet = facet(facets, "columnLineage", "1-2-0", "ColumnLineageDatasetFacet");
    ObjectNode fields = facet.putObject("fields");
    lineage
        .columns()
        .forEach(
            (column, origin) -> {
              if (!origin.fields().isEmpty()) {
                fields(fields.putObject(column).putArray("inputFields"), origin);
              }
            });
    fields(facet.putArray("dataset"), lineage.rows());
  }

  private void fields(ArrayNode list, Origin origin) {
    origin
        .fields()
        .forEach(
            (field, parts) -> {
              ObjectNode one = named(list.addObject(), field.relation());
              one.put("field", field.column());
              ArrayNode transformations = one.putArray("transformations");
              for (Origin.Part part : parts) {
                transformations
                    .addObject()
                    .put("type", part.isDirect() ? "DIRECT" : "INDIRECT")
                    .put("subtype", part.name())
                    .put("description", "")
                    .put("masking", false);
              }
            });
  }

  private static ObjectNode facet(ObjectNode facets, String name, String version, String type) {
    return facets
        .putObject(name)
        .put("_producer", PRODUCER)
        .put("_schemaURL", SPEC + "facets/" + version + "/" + type + ".json#/$defs/" + type);
  }
}

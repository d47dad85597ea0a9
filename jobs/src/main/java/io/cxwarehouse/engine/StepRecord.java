package io.cxwarehouse.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step has to say, as its table's commit carries it: if the run dies before it writes its
 * records, the next run takes them from there ({@link Unrecorded}).
 *
 * @param entry what the ledger says of the table from this commit on
 * @param isRestated whether changed values are recorded
 * @param isWhole false if it has more to say, namely of rejected rows: then it is done again
 */
record StepRecord(
    How how,
    List<String> reasons,
    DiffStats stats,
    long rejected,
    List<CheckResult> checks,
    Ledger.Entry entry,
    boolean isRestated,
    boolean isWhole) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("how", how.name());
    reasons.forEach(json.putArray("reasons")::add);
    json.put("inserted", stats.inserted());
    json.put("updated", stats.updated());
    json.put("deleted", stats.deleted());
    json.put("late", stats.late());
    json.put("partitions", stats.partitions());
    json.put("rejected", rejected);
    json.put("as_of", entry.asOf().toString());
    json.put("fingerprint", entry.fingerprint());
    ObjectNode inputs = json.putObject("inputs");
    entry
        .inputs()
        .forEach(
            (name, state) ->
                inputs.putObject(name).put("id", state.tableId()).put("version", state.version()));
    var list = json.putArray("checks");
    for (CheckResult result : checks) {
      ObjectNode check = list.addObject();
      check.put("name", result.check().name());
      check.put("severity", result.check().severity().name());
      check.put("description", result.check().description());
      check.put("offences", result.offences());
    }
    json.put("restated", isRestated);
    json.put("whole", isWhole);
    return json;
  }

  static StepRecord of(JsonNode json) {
    List<String> reasons = new ArrayList<>();
    json.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    SortedMap<String, Tables.State> inputs = new TreeMap<>();
    json.path("inputs")
        .fields()
        .forEachRemaining(
            input ->
                inputs.put(
                    input.getKey(),
                    new Tables.State(
                        input.getValue().path("id").asText(),
                        input.getValue().path("version").asLong())));
    List<CheckResult> checks = new ArrayList<>();
    json.path("checks")
        .forEach(
            check ->
                checks.add(
                    new CheckResult(
                        new Check(
                            Check.Severity.valueOf(check.path("severity").asText()),
                            check.path("name").asText(),
                            check.path("description").asText(),
                            ""),
                        check.path("offences").asLong())));
    return new StepRecord(
        How.valueOf(json.path("how").asText()),
        reasons,
        new DiffStats(
            json.path("inserted").asLong(),
            json.path("updated").asLong(),
            json.path("deleted").asLong(),
            json.path("late").asLong(),
            0,
            json.path("partitions").asLong()),
        json.path("rejected").asLong(),
        checks,
        new Ledger.Entry(
            LocalDate.parse(json.path("as_of").asText()),
            json.path("fingerprint").asText(),
            inputs),
        json.path("restated").asBoolean(),
        json.path("whole").asBoolean());
  }
}

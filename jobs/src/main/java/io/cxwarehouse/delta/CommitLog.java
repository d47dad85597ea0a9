package io.cxwarehouse.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.TableId;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What the commits of a table say of who made them. */
public final class CommitLog {
  /** Numbers of a run's writes follow its own times this. */
  static final long WRITES_PER_RUN = 1_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tables tables;
  private final Configuration hadoop;

  public CommitLog(Tables tables, Configuration hadoop) {
    this.tables = tables;
    this.hadoop = hadoop;
  }

  /**
   * A commit.
   *
   * @param userMetadata as it was given; null: another program's
   */
  public record Written(String userMetadata) {
    /** The run that made it; empty: another program. */
    public Optional<Long> runNumber() {
      if (userMetadata != null && userMetadata.matches("[^{]*/\\d{7,18}")) { // as first written
        String write = userMetadata.substring(userMetadata.lastIndexOf('/') + 1);
        return Optional.of(Long.parseLong(write) / WRITES_PER_RUN);
      }
      return json().map(json -> json.path("run_number").asLong());
    }

    public Optional<String> runId() {
      return json().map(json -> json.path("run_id").asText());
    }

    /** What a step said of itself. */
    public Optional<JsonNode> step() {
      return json().map(json -> json.path("step")).filter(JsonNode::isObject);
    }

    private Optional<JsonNode> json() {
      if (userMetadata == null || !userMetadata.startsWith("{")) {
        return Optional.empty();
      }
      try {
        return Optional.of(JSON.readTree(userMetadata)).filter(json -> json.has("run_number"));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /** A version's commit; empty where the log does not reach back to it any more. */
  public Optional<Written> find(TableId table, long version) {
    Path file = new Path(tables.path(table), "_delta_log/%020d.json".formatted(version));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"commitInfo\"")) {
          JsonNode info = JSON.readTree(line).path("commitInfo");
          return Optional.of(new Written(info.path("userMetadata").asText(null)));
        }
      }
      return Optional.of(new Written(null));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The last version that was written before a run.
   *
   * @param now a version that is no older
   * @return -1: that run, or a later one, made the table; empty: the log does not tell, since it
   *     does not reach back so far, or another program made the table
   */
  public OptionalLong before(TableId table, long now, long runNumber) {
    boolean isOurs = true;
    for (long version = now; version >= 0; version--) {
      Optional<Written> written = find(table, version);
      if (written.isEmpty()) {
        return OptionalLong.empty();
      }
      Optional<Long> run = written.get().runNumber();
      if (run.isPresent() && run.get() < runNumber) {
        return OptionalLong.of(version);
      }
      isOurs = run.isPresent();
    }
    return isOurs ? OptionalLong.of(-1) : OptionalLong.empty();
  }
}

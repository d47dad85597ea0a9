package io.cxwarehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.CxwProcess;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.RunListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What readers keep, and what is said, when a publication breaks. */
class PostgresFaultsTest extends PostgresCase {
  @Test
  void whateverBreaksReadersKeepWhatTheyHad() throws Exception {
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("postgres", "template1"));
    String url = environment.get("CXW_POSTGRES_URL");
    define("", "");
    Path query = folder.resolve("extra/gold/order_line/query.sql");
    Files.writeString(query, Files.readString(query).replace("NULL, TIMESTAMP", "'FR', TIMESTAMP"));
    night(FIRST);
    publish();
    night(FIRST.plusDays(1));

    // The connection breaks at each place where it can, without another attempt.
    for (int place = 0; place < 3; place++) {
      Breaking breaking = new Breaking(url, place, 1);
      PostgresRetry once = new PostgresRetry(breaking, List.of());
      assertThatThrownBy(
              () -> new PostgresPublisher(engine().warehouse(), breaking, once).publish(false))
          .isInstanceOfSatisfying(
              CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
          .hasMessageContaining("readers keep what they had");
      assertThat(breaking.seen).isNotEmpty().allMatch("2026-03-02_1|10.0000"::equals);
      assertThat(read(url, SEEN)).containsExactly("2026-03-02_1|10.0000");
    }
    // With further attempts the same command completes by itself.
    Breaking twice = new Breaking(url, 2, 2);
    PostgresRetry patient = new PostgresRetry(twice, List.of(Duration.ZERO, Duration.ofMillis(1)));
    new PostgresPublisher(engine().warehouse(), twice, patient).publish(false);
    assertThat(twice.notices).hasSize(2).allMatch(notice -> notice.contains("trying again"));
    assertThat(read(url, SEEN)).containsExactly("2026-03-03_2|20.0000");

    // Nobody there, somebody not let in, and a table that is not ours.
    environment.put("CXW_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/x?password=hush");
    PostgresRetry once = new PostgresRetry(RunListener.NONE, List.of(Duration.ZERO));
    assertThatThrownBy(
            () ->
                new PostgresPublisher(engine().warehouse(), RunListener.NONE, once).publish(false))
        .hasMessageContaining("(tried 2 times)")
        .hasMessageNotContaining("hush");
    for (String unreadable :
        List.of("jdbc:postgresql://cxw:hush@db/x", "jdbc:postgresql://db:54x/x?password=hush")) {
      environment.put("CXW_POSTGRES_URL", unreadable);
      assertThatThrownBy(this::publish)
          .hasMessageContaining("cannot be read")
          .hasMessageNotContaining("hush");
    }
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("nobody", "template1"));
    assertThatThrownBy(this::publish)
        .isInstanceOfSatisfying(
            CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    environment.put("CXW_POSTGRES_URL", url);
    try (Connection admin = connect(url);
        Statement statement = admin.createStatement()) {
      statement.execute("DELETE FROM cxw.table_version");
      statement.execute("DELETE FROM cxw.publication");
    }
    // Whoever made it: where nothing was published, a schema that holds tables is another's.
    assertThatThrownBy(this::publish)
        .isInstanceOfSatisfying(
            CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("schema gold is not one of cxw");
    assertThat(read(url, "SELECT amount FROM gold.order_line WHERE id = 'O-1'"))
        .containsExactly("20.0000");
    environment.remove("CXW_POSTGRES_URL");
    assertThatThrownBy(this::publish).hasMessageContaining("CXW_POSTGRES_URL");
    environment.put("CXW_POSTGRES_URL", server.getJdbcUrl("postgres", "postgres"));
  }

  @Test
  void aProcessThatIsKilledWhileItCopiesLeavesWhatWas() throws Exception {
    execute("CREATE DATABASE killed TEMPLATE template0");
    String url = server.getJdbcUrl("postgres", "killed");
    String before = environment.put("CXW_POSTGRES_URL", url);
    define("", "");
    Path query = folder.resolve("extra/gold/order_line/query.sql");
    replace(query, "SELECT id,", "SELECT concat(id, '/', i) AS id,");
    replace(
        query,
        " WHERE day",
        " LATERAL VIEW explode(sequence(1, if(day(:as_of) > 2, 20000, 1))) c AS i WHERE day");
    night(FIRST);
    publish();
    String seen =
        "SELECT p.publication, count(*) FROM cxw.publication p, gold.order_line GROUP BY 1";
    assertThat(read(url, seen)).containsExactly("2026-03-02_1|1");
    night(FIRST.plusDays(1));

    List<String> arguments =
        new ArrayList<>(
            List.of("publish", "--target", "postgres", "--conf", "../conf/env/local.conf"));
    allSettings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    ProcessBuilder builder =
        new ProcessBuilder(CxwProcess.command(arguments.toArray(String[]::new)))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String copying = "SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 1000";
    while (process.isAlive() && read(url, copying).isEmpty()) {
      Thread.sleep(2);
    }
    assertThat(process.isAlive())
        .as("still copying: %s", Files.readString(folder.resolve("killed.log")))
        .isTrue();
    process.destroyForcibly().waitFor();
    assertThat(read(url, seen)).containsExactly("2026-03-02_1|1");

    publish();
    assertThat(read(url, seen)).containsExactly("2026-03-03_2|40000");
    assertThat(publish().isUpToDate()).isTrue();
    environment.put("CXW_POSTGRES_URL", before);
  }

  @Test
  void aCopyThatBreaksOnTheWayIsTriedAgainFromItsBeginning() throws Exception {
    define("", "");
    execute("CREATE TABLE public.copied (text TEXT)");
    Settings.Postgres address = engine().warehouse().settings().publish().postgres();
    byte[] sixteenRows = ("x".repeat(1000) + "\n").repeat(16).getBytes(StandardCharsets.UTF_8);
    AtomicInteger breaks = new AtomicInteger(2);
    Iterator<Integer> places = List.of(100, 200).iterator();
    PostgresRetry retry =
        new PostgresRetry(RunListener.NONE, List.of(Duration.ZERO, Duration.ZERO));
    long copied =
        retry.run(
            () -> {
              int place = places.hasNext() ? places.next() : -1;
              try (PostgresConnection db = PostgresConnection.open(address)) {
                long rows =
                    db.copy(
                        "COPY public.copied FROM STDIN",
                        IntStream.range(0, 400)
                            .mapToObj(
                                piece -> {
                                  if (piece == place) {
                                    breaks.decrementAndGet();
                                    endPublishers();
                                  }
                                  return sixteenRows;
                                })
                            .iterator());
                db.commit();
                return rows;
              }
            });
    assertThat(breaks).hasValue(0);
    assertThat(copied).isEqualTo(6400);
    assertThat(read("SELECT count(*) FROM public.copied")).containsExactly("6400");
  }

  private void endPublishers() {
    try {
      assertThat(
              read(
                  "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE"
                      + " application_name = 'cx-warehouse'"))
          .contains("t");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String SEEN =
      "SELECT p.publication, l.amount FROM cxw.publication p CROSS JOIN gold.order_line l WHERE l.id = 'O-1'";

  /** Ends the publisher's connection at a place, as a network or a server would. */
  private static final class Breaking implements RunListener {
    private final String url;
    private final int place;
    private final List<String> notices = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private int times;
    private int at;

    Breaking(String url, int place, int times) {
      this.url = url;
      this.place = place;
      this.times = times;
    }

    @Override
    public void notice(String text) {
      notices.add(text);
      at = 0;
    }

    @Override
    public void phase(String text) {
      if (!text.matches("PostgreSQL: (gold.order.*|committing)")) {
        return;
      }
      try {
        seen.addAll(read(url, SEEN));
        if (at++ == place && times-- > 0) {
          assertThat(
                  read(
                      url,
                      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE"
                          + " application_name = 'cx-warehouse'"))
              .contains("t");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

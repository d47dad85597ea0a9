package io.cxwarehouse.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlGuardTest extends SparkCase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from gold.kpi_scorecard",
        "with a as (select 1 as x), B as (select * from a) select * from b order by x limit 3",
        "select count(*), sum(x) over (partition by y) from ops.run group by all having count(*) > 1",
        "select * from gold.a join silver.b using (id) where exists (select 1 from ops.c)",
        "select (select max(as_of) from ops.run), explode(array(1, 2)) union all select 1, 2",
        "select * from gold.a lateral view explode(b) t as c",
        "select * from values (1, 'a'), (2, 'b') as t(n, s)",
        "select * from range(5) except select 1 intersect select 2",
        "select * from gold.a pivot (sum(n) for k in ('x', 'y'))",
        "select distinct a, percentile(b, 0.5) p from gold.x group by grouping sets ((a), ())",
        "select sum(n) over w from gold.x window w as (order by d rows 3 preceding)",
        "select a.*, b[0], c.d, `e-f`, transform(g, x -> x + 1), if(h, 1, 2) from gold.x as a",
        "select count(*) filter (where a > 1), array_agg(distinct b) from gold.x group by rollup(c)",
        "select * from gold.x -- ; drop table gold.x",
        "table gold.x",
        "select stack(2, 1, 2) as (a, b), posexplode(array(1)) as (p, v)",
        "select a, count(*) from gold.x group by cube(a) order by all limit 3 offset 2",
        "select * from gold.a unpivot (v for k in (x, y))",
      })
  void readingIsAllowed(String text) {
    assertThatCode(() -> SqlGuard.check(spark(), text)).doesNotThrowAnyException();
  }

  /** One text a line. The SQL server is asked them, too (airflow/tests/test_serve.py). */
  static Stream<String> refused() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/sql/refused.txt")).stream()
        .map(text -> text.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anythingElseIsRefused(String text) {
    CxwException error =
        catchThrowableOfType(CxwException.class, () -> SqlGuard.check(spark(), text));
    assertThat(error).as(text).isNotNull();
    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}

package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
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
      })
  void readingIsAllowed(String text) {
    assertThatCode(() -> SqlGuard.check(spark(), text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table gold.x",
        "insert into gold.x select 1",
        "insert overwrite directory '/tmp/x' using csv select 1",
        "delete from gold.x",
        "update gold.x set a = 1",
        "merge into gold.x using gold.y on true when matched then delete",
        "create table gold.y as select 1",
        "create or replace temporary view v as select 1",
        "vacuum gold.x",
        "set spark.sql.ansi.enabled = false",
        "add jar '/tmp/x.jar'",
        "cache table gold.x",
        "show tables",
        "explain select 1",
        "from gold.a insert into gold.b select *",
        "select * from csv.`/etc/passwd`",
        "select * from text.`/etc/passwd`",
        "select * from delta.`/tmp/x`",
        "with a as (select * from json.`/tmp/x`) select * from a",
        "select * from gold.a where exists (select 1 from parquet.`/x`)",
        "select (select max(value) from text.`/etc/passwd`)",
        "select * from gold.a where x in (select value from text.`/etc/passwd`)",
        "select * from spark_catalog.gold.x",
        "select * from somewhere",
        "select * from default.x",
        "select transform(a) using 'cat' as (b) from gold.x",
        "select reflect('java.lang.System', 'exit', 0)",
        "select java_method('java.lang.System', 'getenv', 'HOME')",
        "select * from table_changes('gold.x', 1)",
        "select * from gold.x version as of 3",
        "select 1; drop table gold.x",
        "not a query",
      })
  void anythingElseIsRefused(String text) {
    CxwException error =
        catchThrowableOfType(CxwException.class, () -> SqlGuard.check(spark(), text));
    assertThat(error).as(text).isNotNull();
    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}

"""compare_tables.py JAR ROOT ROOT: prints the tables (bronze, silver, gold) whose rows differ between two warehouses."""

from __future__ import annotations

import sys
from pathlib import Path

from pyspark.sql import DataFrame, Row, SparkSession, functions

# Which run took a row in is the one thing in which two warehouses may differ.
RUN_COLUMNS = ("_ingested_run",)


def tables(root: Path) -> set[str]:
    logs = root.glob("*/*/_delta_log")
    return {f"{log.parent.parent.name}/{log.parent.name}" for log in logs if log.parent.parent.name != "ops"}


def main(jar: str, first: Path, second: Path) -> None:
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.extraClassPath", jar)
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")

    def rows(root: Path, table: str) -> DataFrame:
        return spark.read.format("delta").load(str(root / table)).drop(*RUN_COLUMNS)

    def summary(table: DataFrame) -> Row:
        """Number of rows, and the sum of their hashes: equal for equal multisets of rows."""
        row_hash = functions.xxhash64(*sorted(table.columns)).cast("decimal(38,0)")
        return table.select(row_hash.alias("h")).agg(functions.count("h").alias("n"), functions.sum("h")).first()

    different = [f"{table}: not in both" for table in sorted(tables(first) ^ tables(second))]
    both = sorted(tables(first) & tables(second))
    count = 0
    for table in both:
        one, other = summary(rows(first, table)), summary(rows(second, table))
        count += one.n
        if one != other:
            different.append(f"{table}: {one} and {other}")
    assert both and count, "there is nothing to compare"
    print(f"tables: {len(both)}, rows: {count}, differ: {len(different)}")
    print("\n".join(different))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

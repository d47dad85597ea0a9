"""Programs other than Spark that read the tables. Row counts can be right where values are wrong, so values are compared."""

from __future__ import annotations

from pathlib import Path

import duckdb
import duckdb_extension_delta
import polars
import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable

Profile = dict[str, tuple[object, ...]]


def _duckdb(table: Path) -> pa.Table:
    extension = next(Path(duckdb_extension_delta.__file__).parent.glob("extensions/*/delta.duckdb_extension"))
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute("SET TimeZone = 'UTC'")
        return connection.sql("SELECT * FROM delta_scan(?)", params=[str(table)]).to_arrow_table()


READERS = {
    "delta-rs, table": lambda table: DeltaTable(table).to_pyarrow_table(),
    "delta-rs, dataset": lambda table: DeltaTable(table).to_pyarrow_dataset().to_table(),
    "duckdb": _duckdb,
    "polars": lambda table: polars.read_delta(str(table)).to_arrow(),
}


def profile(content: pa.Table) -> Profile:
    """Per column how many values there are and what they add up to; of times the first and the last."""
    return {name: _column(content.column(name)) for name in sorted(content.column_names)}


def _column(values: pa.ChunkedArray) -> tuple[object, ...]:
    kind, present = values.type, len(values) - values.null_count
    if pa.types.is_boolean(kind):
        return present, float(pc.sum(values).as_py() or 0)
    if pa.types.is_integer(kind):  # surrogate keys have 64 bits: neither a double nor their own type holds the sum
        return present, str(sum(value for value in values.to_pylist() if value is not None))
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return present, f"{pc.sum(values.cast(pa.float64())).as_py() or 0:.9g}"
    if pa.types.is_date(kind):
        return present, *(pc.min_max(values.cast(pa.date32()).cast(pa.int32())).as_py().values())
    if pa.types.is_timestamp(kind):
        return present, *(pc.min_max(values.cast(pa.timestamp("us", kind.tz)).cast(pa.int64())).as_py().values())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return present, pc.sum(pc.binary_length(values.cast(pa.large_string()))).as_py() or 0
    return (present,)

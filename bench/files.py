"""A landing folder of many delivered orders, of which a warehouse knows all but those of its first delivery.

files.py FOLDER FILES WAREHOUSE   needs: pip install deltalake pyarrow

The files are empty, dated 1,000 a day before 2025-12-26, and are written into ops.ingested_file as if they had been
read: like the one row that the first run left there, each with a content of its own.
"""

import datetime
import hashlib
import os
import sys

import pyarrow
from deltalake import DeltaTable, write_deltalake

BATCH = 100_000
FIRST = datetime.date(2025, 12, 26)
LONG_AGO = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def deliver(landing, number):
    """Writes the file and returns what tells its row from others."""
    date = FIRST - datetime.timedelta(1 + number // 1000)
    path = f"billing/orders/{date}/orders-{number % 1000:04d}.csv"
    file = os.path.join(landing, path)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o644))
    os.utime(file, (LONG_AGO.timestamp(),) * 2)
    content = hashlib.sha256(str(number).encode()).hexdigest()
    return {"path": path, "delivery_date": date, "file_id": content[:32], "sha256": content, "bytes": 0, "modified_at": LONG_AGO}


def main(landing, files, warehouse):
    table = DeltaTable(os.path.join(warehouse, "ops", "ingested_file"))
    rows = pyarrow.table(table.to_pyarrow_table())
    like = next(row for row in rows.to_pylist() if row["entity"] == "orders")
    for start in range(0, files, BATCH):
        batch = [like | deliver(landing, number) for number in range(start, min(start + BATCH, files))]
        write_deltalake(table, pyarrow.Table.from_pylist(batch, schema=rows.schema), mode="append")
    for folder in os.scandir(os.path.join(landing, "billing", "orders")):
        if folder.name != str(FIRST):
            os.utime(folder.path, (LONG_AGO.timestamp(),) * 2)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])

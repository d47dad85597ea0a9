package io.cxwarehouse.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the rows of a query are written. */
enum ResultFormat {
  TABLE {
    @Override
    void write(Dataset<Row> rows, PrintWriter out) {
      print(rows.columns(), rows.collectAsList().stream().map(Cells::of).toList(), out);
    }
  },
  CSV {
    @Override
    void write(Dataset<Row> rows, PrintWriter out) {
      out.print(Cells.csv(rows.columns()));
      Iterator<Row> iterator = rows.toLocalIterator();
      while (iterator.hasNext()) {
        out.print(Cells.csv(Cells.of(iterator.next())));
      }
      out.flush();
    }
  },
  JSON {
    @Override
    void write(Dataset<Row> rows, PrintWriter out) {
      rows.toJSON().toLocalIterator().forEachRemaining(out::println);
    }
  };

  /** Writes a table for people, and how many rows it has. */
  static void print(String[] columns, List<Object[]> rows, PrintWriter out) {
    TextTable table = new TextTable(columns);
    rows.forEach(table::add);
    table.print(out);
    out.println(rows.size() == 1 ? "1 row" : rows.size() + " rows");
  }

  abstract void write(Dataset<Row> rows, PrintWriter out);
}

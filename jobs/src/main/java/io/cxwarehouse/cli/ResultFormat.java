package io.cxwarehouse.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the rows of a query are written. */
enum ResultFormat {
  TABLE {
    @Override
    void write(Dataset<Row> rows, PrintWriter out) {
      TextTable table = new TextTable(rows.columns());
      Iterator<Row> iterator = rows.toLocalIterator();
      while (iterator.hasNext()) {
        table.add(Cells.of(iterator.next()));
      }
      table.print(out);
      out.println(table.size() == 1 ? "1 row" : table.size() + " rows");
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

  abstract void write(Dataset<Row> rows, PrintWriter out);
}

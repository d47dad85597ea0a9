package io.cxwarehouse.delta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import scala.Function1;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * The files of one version of a table. Delta finds a table's files by a Spark job per read; these
 * are known, and those that a filter does not need are left out on the driver: by their partition,
 * and by the least and greatest values that they hold.
 */
final class PinnedFiles extends TahoeBatchFileIndex {
  private final List<AddFile> files;

  PinnedFiles(SparkSession session, Snapshot snapshot, List<AddFile> files) {
    super(
        session,
        "batch",
        JavaConverters.asScalaBuffer(files).toSeq(),
        snapshot.deltaLog(),
        snapshot.deltaLog().dataPath(),
        snapshot,
        false);
    this.files = files;
  }

  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    List<InterpretedPredicate> predicates = new ArrayList<>();
    for (Expression filter : JavaConverters.seqAsJavaListConverter(partitionFilters).asJava()) {
      predicates.add(Predicate.createInterpreted(filter.transform(bound())));
    }
    FileFilter filter = new FileFilter(JavaConverters.seqAsJavaListConverter(dataFilters).asJava());
    List<AddFile> matching = new ArrayList<>();
    for (AddFile file : files) {
      if (predicates.stream().allMatch(p -> p.eval(getPartitionValuesRow(file.partitionValues())))
          && filter.mayHold(file)) {
        matching.add(file);
      }
    }
    return JavaConverters.asScalaBuffer(matching).toSeq();
  }

  /** Turns the names of partition columns into places in a row of partition values. */
  private AbstractPartialFunction<Expression, Expression> bound() {
    List<String> names = Arrays.asList(partitionSchema().fieldNames());
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(Expression expression) {
        return expression instanceof AttributeReference;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
        if (expression instanceof AttributeReference column) {
          int index = names.indexOf(column.name());
          return (B) new BoundReference(index, partitionSchema().apply(index).dataType(), true);
        }
        return otherwise.apply(expression);
      }
    };
  }

  /** By table and version, so that Spark scans and shuffles once what a query names twice. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PinnedFiles that
        && path().equals(that.path())
        && version() == that.version()
        && files.equals(that.files);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path(), version());
  }
}

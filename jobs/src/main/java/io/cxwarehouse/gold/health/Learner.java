package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.HealthFeature;
import io.cxwarehouse.functions.health.RiskModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's MLlib on examples that the driver holds, in one partition and in their order: sums over
 * them are then the same on however many cores.
 */
final class Learner {
  static final String LABEL = "label";
  static final String FEATURES = "features";

  private static final StructType SCHEMA =
      new StructType().add(LABEL, DataTypes.DoubleType).add(FEATURES, SQLDataTypes.VectorType());

  private static final int SEED = 1;

  private final Encoder encoder;
  private final Dataset<Row> rows;

  Learner(SparkSession spark, Encoder encoder, List<Example> training) {
    this.encoder = encoder;
    this.rows = rows(spark, encoder, training).cache();
  }

  static Dataset<Row> rows(SparkSession spark, Encoder encoder, List<Example> examples) {
    int[] used = encoder.used();
    List<Row> rows = new ArrayList<>(examples.size());
    for (Example example : examples) {
      double[] all = encoder.encode(example);
      double[] x = new double[used.length];
      for (int i = 0; i < used.length; i++) {
        x[i] = all[used[i]];
      }
      rows.add(RowFactory.create(example.outcome(), Vectors.dense(x)));
    }
    return spark.createDataFrame(rows, SCHEMA).coalesce(1);
  }

  List<Learned> all() {
    try {
      return List.of(regression(fitRegression()), trees(fitTrees()));
    } finally {
      rows.unpersist();
    }
  }

  LogisticRegressionModel fitRegression() {
    return new LogisticRegression()
        .setLabelCol(LABEL)
        .setFeaturesCol(FEATURES)
        .setFamily("binomial")
        .setStandardization(true)
        .setElasticNetParam(0)
        .setRegParam(0.001)
        .setMaxIter(200)
        .setTol(1e-8)
        .fit(rows);
  }

  /**
   * Shallow trees and few: few thousand examples do not bear more, and MLlib's effort for a tree
   * grows with the trees before it.
   */
  GBTClassificationModel fitTrees() {
    return new GBTClassifier()
        .setLabelCol(LABEL)
        .setFeaturesCol(FEATURES)
        .setMaxIter(20)
        .setMaxDepth(3)
        .setStepSize(0.2)
        .setMinInstancesPerNode(25)
        .setSubsamplingRate(1)
        .setCheckpointInterval(-1)
        .setSeed(SEED)
        .fit(rows);
  }

  Learned regression(LogisticRegressionModel fit) {
    int[] used = encoder.used();
    double[] parameters = new double[1 + HealthFeature.all().size()];
    double[] standard = new double[HealthFeature.all().size()];
    parameters[0] = fit.intercept();
    for (int i = 0; i < used.length; i++) {
      parameters[1 + used[i]] = fit.coefficients().apply(i);
      standard[used[i]] = fit.coefficients().apply(i) * encoder.deviation(used[i]);
    }
    return new Learned(RiskModel.REGRESSION, parameters, standard, new double[0]);
  }

  Learned trees(GBTClassificationModel fit) {
    int[] used = encoder.used();
    DecisionTreeRegressionModel[] trees = fit.trees();
    double[] weights = fit.treeWeights();
    List<Double> roots = new ArrayList<>();
    List<double[]> nodes = new ArrayList<>();
    for (int i = 0; i < trees.length; i++) {
      roots.add((double) nodes.size());
      // MLlib's score is half the log-odds
      add(trees[i].rootNode(), 2 * weights[i], nodes);
    }
    List<Double> parameters = new ArrayList<>();
    parameters.add((double) trees.length);
    parameters.addAll(roots);
    nodes.forEach(
        node -> {
          for (double number : node) {
            parameters.add(number);
          }
        });
    double[] importances = new double[HealthFeature.all().size()];
    for (int i = 0; i < used.length; i++) {
      importances[used[i]] = fit.featureImportances().apply(i);
    }
    return new Learned(
        RiskModel.TREES,
        parameters.stream().mapToDouble(Double::doubleValue).toArray(),
        new double[0],
        importances);
  }

  /** Adds a node and all below it; returns its number. */
  private int add(Node node, double weight, List<double[]> nodes) {
    int number = nodes.size();
    double[] numbers = new double[RiskModel.NODE];
    nodes.add(numbers);
    numbers[0] = -1;
    numbers[4] = weight * node.prediction();
    if (node instanceof InternalNode inner) {
      ContinuousSplit split = (ContinuousSplit) inner.split();
      numbers[0] = encoder.used()[split.featureIndex()];
      numbers[1] = split.threshold();
      numbers[2] = add(inner.leftChild(), weight, nodes);
      numbers[3] = add(inner.rightChild(), weight, nodes);
    }
    return number;
  }
}

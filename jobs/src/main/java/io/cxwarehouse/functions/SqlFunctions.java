package io.cxwarehouse.functions;

import io.cxwarehouse.functions.alert.AlertFunctions;
import io.cxwarehouse.functions.clv.ClvFunctions;
import io.cxwarehouse.functions.driver.DriverFunctions;
import io.cxwarehouse.functions.health.HealthScore;
import io.cxwarehouse.functions.sla.PolicyFilter;
import io.cxwarehouse.functions.sla.ReplyTimes;
import io.cxwarehouse.functions.sla.SlaFunctions;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Our SQL functions. They come into every session by {@code spark.sql.extensions}, since a new
 * session loses functions that were registered on another one. Each is one static method on Spark's
 * internal values (UTF8String, microseconds, days), called by generated code.
 */
public final class SqlFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  private static final DataType TEXT = DataTypes.StringType;
  private static final DataType INSTANT = DataTypes.TimestampType;
  private static final DataType DATE = DataTypes.DateType;
  private static final DataType BOOL = DataTypes.BooleanType;
  private static final DataType DOUBLE = DataTypes.DoubleType;
  private static final DataType LONG = DataTypes.LongType;
  private static final DataType INT = DataTypes.IntegerType;
  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);

  private static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType);
  private static final DataType WORK_PLAN =
      DataType.fromDDL("ARRAY<STRUCT<since: TIMESTAMP, hours: STRING>>");

  /** A SQL name bound to a static method, with the types of its arguments. */
  private record Function(
      String name,
      Class<?> owner,
      String method,
      DataType result,
      List<DataType> arguments,
      boolean nullIfAnyIs) {}

  private static final DataType NUMBER =
      DataTypes.createDecimalType(Numbers.PRECISION, Numbers.SCALE);

  private static final List<Function> FUNCTIONS =
      List.of(
          strict("to_instant", Instants.class, "toInstant", INSTANT, TEXT, TEXT),
          strict("is_far_ahead", Instants.class, "isFarAhead", BOOL, TEXT),
          strict("is_date", Instants.class, "isDate", BOOL, TEXT),
          strict("is_time", Instants.class, "isTime", BOOL, TEXT),
          strict("is_time_adjusted", Instants.class, "isTimeAdjusted", BOOL, TEXT, TEXT),
          strict("business_date", Instants.class, "businessDate", DATE, INSTANT, TEXT),
          strict("parse_number", Numbers.class, "parseNumber", NUMBER, TEXT),
          strict("parse_flag", Flags.class, "parseFlag", BOOL, TEXT),
          strict("native_id", NativeIds.class, "normalize", TEXT, TEXT),
          strict("least_id", NativeIds.class, "least", TEXT, TEXTS),
          strict("plain_word", Words.class, "plain", TEXT, TEXT),
          strict("network_name", Networks.class, "name", TEXT, TEXT),
          strict("topics_of", Topics.class, "of", TEXTS, TEXT, TEXTS, TEXTS, TEXT),
          strict("file_order", FileNames.class, "order", TEXT, TEXT),
          strict("normalize_email", Emails.class, "normalize", TEXT, TEXT),
          strict("email_addresses", Emails.class, "addresses", TEXTS, TEXTS),
          lenient("e164", Phones.class, "e164", TEXT, TEXT, TEXT),
          lenient("phone_numbers", Phones.class, "numbers", TEXTS, TEXTS, TEXT),
          strict(
              "clv_scores",
              ClvFunctions.class,
              "scores",
              ClvFunctions.SCORES,
              TEXT,
              DOUBLES,
              LONG,
              LONG,
              LONG,
              INT,
              DOUBLE),
          strict("clv_survival", ClvFunctions.class, "survival", DOUBLE, TEXT, DOUBLES, LONG),
          strict(
              "clv_expected_order_value",
              ClvFunctions.class,
              "expectedOrderValue",
              DOUBLE,
              DOUBLES,
              LONG,
              DOUBLE),
          strict(
              "health_score",
              HealthScore.class,
              "score",
              HealthScore.SCORE,
              TEXT,
              DOUBLES,
              DOUBLE,
              DOUBLE,
              DOUBLES,
              DOUBLES),
          strict("channel_name", Channels.class, "name", TEXT, TEXT, TEXT),
          strict("known_channel", Channels.class, "known", TEXT, TEXT, TEXT, TEXT),
          strict("working_hours", WorkTime.class, "check", TEXT, TEXT),
          strict("work_micros", WorkTime.class, "elapsed", LONG, WORK_PLAN, INSTANT, INSTANT),
          strict(
              "next_reply_times",
              ReplyTimes.class,
              "next",
              ReplyTimes.TIMES,
              ReplyTimes.REPLIES,
              WORK_PLAN),
          strict("sla_filter_is_readable", PolicyFilter.class, "isReadable", BOOL, TEXT),
          strict("sla_filter_applies", PolicyFilter.class, "applies", BOOL, TEXT, TEXTS, TEXTS),
          strict(
              "sla_obligations",
              SlaFunctions.class,
              "obligations",
              SlaFunctions.OBLIGATIONS,
              INSTANT,
              SlaFunctions.EVENTS,
              WORK_PLAN,
              SlaFunctions.TARGETS,
              INSTANT),
          strict("country_code", Countries.class, "code", TEXT, TEXT),
          strict("pseudonym", Pseudonym.class, "of", TEXT, TEXT),
          strict(
              "daily_alerts",
              AlertFunctions.class,
              "daily",
              AlertFunctions.ALERTS,
              AlertFunctions.VALUES,
              DATE,
              LONG),
          strict(
              "driver_statistics",
              DriverFunctions.class,
              "statistics",
              DriverFunctions.STATISTICS,
              DriverFunctions.CASES),
          strict("q_values", DriverFunctions.class, "qValues", DOUBLES, DOUBLES),
          strict("chi_square_tail", ChiSquare.class, "tail", DOUBLE, DOUBLE, INT),
          strict("wilson_low", Intervals.class, "wilsonLow", DOUBLE, LONG, LONG),
          strict("wilson_high", Intervals.class, "wilsonHigh", DOUBLE, LONG, LONG),
          strict("nps_low", Intervals.class, "npsLow", DOUBLE, LONG, LONG, LONG),
          strict("nps_high", Intervals.class, "npsHigh", DOUBLE, LONG, LONG, LONG),
          strict(
              "change_low", Intervals.class, "changeLow", DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE),
          strict(
              "change_high", Intervals.class, "changeHigh", DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE),
          strict("quantile_rank_low", Intervals.class, "quantileRankLow", LONG, LONG, DOUBLE),
          strict("quantile_rank_high", Intervals.class, "quantileRankHigh", LONG, LONG, DOUBLE));

  /** A function that is null where any argument is. */
  private static Function strict(
      String name, Class<?> owner, String method, DataType result, DataType... arguments) {
    return new Function(name, owner, method, result, List.of(arguments), true);
  }

  /** A function that sees nulls itself; its arguments must be of reference types. */
  private static Function lenient(
      String name, Class<?> owner, String method, DataType result, DataType... arguments) {
    return new Function(name, owner, method, result, List.of(arguments), false);
  }

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (Function function : FUNCTIONS) {
      extensions.injectFunction(description(function));
    }
    return BoxedUnit.UNIT;
  }

  private static Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, Expression>>
      description(Function function) {
    Function1<Seq<Expression>, Expression> builder =
        new AbstractFunction1<>() {
          @Override
          public Expression apply(Seq<Expression> arguments) {
            if (arguments.size() != function.arguments().size()) {
              throw new IllegalArgumentException(
                  function.name() + " takes " + function.arguments().size() + " arguments");
            }
            return new StaticInvoke(
                function.owner(),
                function.result(),
                function.method(),
                arguments,
                JavaConverters.asScalaBufferConverter(
                        List.<AbstractDataType>copyOf(function.arguments()))
                    .asScala()
                    .toSeq(),
                function.nullIfAnyIs(),
                true,
                true);
          }
        };
    return new Tuple3<>(
        new FunctionIdentifier(function.name(), Option.empty()),
        new ExpressionInfo(function.owner().getName(), function.name()),
        builder);
  }
}

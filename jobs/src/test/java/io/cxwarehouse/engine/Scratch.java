package io.cxwarehouse.engine;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

public class Scratch {
  public static void main(String[] args) throws Exception {
    Settings settings =
        SettingsLoader.load(
            Optional.of(Path.of("conf/env/local.conf")),
            List.of("landing.root=" + args[0], "warehouse.root=" + args[1]));
    SparkSession.Builder b = SparkSession.builder().master("local[2]");
    Sessions.required().forEach(b::config);
    b.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2");
    settings.spark().settings().forEach(b::config);
    SparkSession spark = b.getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    Engine engine = new Engine(spark, settings);
    for (String f : engine.validate()) System.out.println(f);
    RunListener l =
        new RunListener() {
          public void phase(String t) {
            System.out.println(java.time.LocalTime.now() + " " + t);
          }

          public void notice(String t) {
            System.out.println("notice " + t);
          }

          public void stepFinished(StepResult r) {
            System.out.println(java.time.LocalTime.now() + " " + r);
          }
        };
    for (int i = 2; i < args.length; i++) {
      if (args[i].startsWith("select")) {
        engine.query(args[i]).show(50, false);
        continue;
      }
      RunReport r = engine.run(RunOptions.of(LocalDate.parse(args[i])), l);
      System.out.println(
          r.exitCode()
              + " nothing="
              + r.isNothingNew()
              + " files "
              + r.files()
              + " rows "
              + r.rowsIn()
              + " rejected "
              + r.rejectedRows()
              + " refused "
              + r.refusedFiles()
              + " s "
              + r.seconds());
    }
    spark.stop();
  }
}

package io.cxwarehouse.delta;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;

/**
 * Hadoop's configuration without what nobody reads on one machine. Of its thousand entries nearly
 * all are the defaults of YARN and MapReduce; Spark and Delta copy it with each scan, snapshot and
 * commit and send it along with each task, which was an eighth of a quiet night.
 */
public final class HadoopDefaults {
  private static final System.Logger LOG = System.getLogger(HadoopDefaults.class.getName());

  /** Files that Hadoop's jars bring along. What is set elsewhere stays, whatever it is. */
  private static final Set<String> DEFAULTS =
      Set.of("core-default.xml", "mapred-default.xml", "yarn-default.xml", "hdfs-default.xml");

  private HadoopDefaults() {}

  /** Leaves out defaults of what is neither a file system nor how one is logged in to. */
  public static void leaveOut(SparkContext context) {
    Configuration lean = without(context.hadoopConfiguration());
    try {
      Method set =
          SparkContext.class.getDeclaredMethod("_hadoopConfiguration_$eq", Configuration.class);
      set.setAccessible(true);
      set.invoke(context, lean);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      LOG.log(Level.INFO, "All defaults of Hadoop stay, which costs time and nothing else", e);
    }
  }

  static Configuration without(Configuration all) {
    Configuration lean = new Configuration(false);
    for (Map.Entry<String, String> entry : all) {
      String[] sources = all.getPropertySources(entry.getKey());
      if (sources == null
          || sources.length == 0
          || !DEFAULTS.contains(sources[0])
          || entry.getKey().startsWith("fs.")
          || entry.getKey().startsWith("hadoop.security.")) {
        // As it was written: what it refers to may be set later.
        lean.set(entry.getKey(), all.getRaw(entry.getKey()), "Hadoop");
      }
    }
    return lean;
  }
}

package io.cxwarehouse.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HadoopDefaultsTest {
  @Test
  void defaultsOfOtherProgramsAreLeftOut() {
    Configuration all = new Configuration();
    Configuration.addDefaultResource("mapred-default.xml");
    Configuration.addDefaultResource("yarn-default.xml");
    assertThat(all.get("yarn.resourcemanager.hostname")).isNotNull();
    assertThat(all.get("mapreduce.job.maps")).isNotNull();

    Configuration lean = HadoopDefaults.without(all);

    assertThat(lean.get("yarn.resourcemanager.hostname")).isNull();
    assertThat(lean.get("mapreduce.job.maps")).isNull();
    assertThat(lean.get("fs.defaultFS")).isEqualTo("file:///");
    assertThat(lean.get("fs.AbstractFileSystem.hdfs.impl")).isEqualTo("org.apache.hadoop.fs.Hdfs");
    assertThat(lean.get("hadoop.security.authentication")).isEqualTo("simple");
    assertThat(lean.size()).isLessThan(all.size() / 4);
  }

  @Test
  void whatIsSetStays() {
    Configuration all = new Configuration();
    all.set("yarn.resourcemanager.hostname", "master");
    all.set("dfs.nameservices", "${where}");
    all.addResource(
        new ByteArrayInputStream(
            "<configuration><property><name>ipc.client.connect.timeout</name><value>7</value></property></configuration>"
                .getBytes(StandardCharsets.UTF_8)),
        "core-site.xml");

    Configuration lean = HadoopDefaults.without(all);

    assertThat(lean.get("yarn.resourcemanager.hostname")).isEqualTo("master");
    assertThat(lean.getRaw("dfs.nameservices")).isEqualTo("${where}");
    assertThat(lean.get("ipc.client.connect.timeout")).isEqualTo("7");
  }
}

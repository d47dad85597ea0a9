package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What collectors of logs get, from the driver and from executors. */
class LoggingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"src/main/resources/cxw-log4j2.properties", "../conf/executor-log4j2.properties"})
  void aLineIsAnObjectThatNamesRunStepAndTable(String file) throws Exception {
    StringMap about = new SortedArrayStringMap();
    about.putValue("mdc.run_id", "2026-03-31_7");
    about.putValue("mdc.step", "compute");
    about.putValue("mdc.table", "gold.fct_ticket");
    JsonNode line = line(file, about);
    assertThat(line.path("run_id").asText()).isEqualTo("2026-03-31_7");
    assertThat(line.path("step").asText()).isEqualTo("compute");
    assertThat(line.path("table").asText()).isEqualTo("gold.fct_ticket");
    assertThat(line.path("text").asText()).isEqualTo("a \"quote\",\na new line");
    assertThat(line.path("error").asText()).contains("IllegalStateException: {no}", "\tat ");

    JsonNode other = line(file, new SortedArrayStringMap());
    assertThat(other.has("run_id") || other.has("step") || other.has("table")).isFalse();
    assertThat(other.path("level").asText()).isEqualTo("WARN");
  }

  private static JsonNode line(String file, StringMap about) throws Exception {
    try (LoggerContext context = new LoggerContext("test");
        InputStream text = Files.newInputStream(Path.of(file))) {
      Configuration configuration =
          new PropertiesConfigurationFactory()
              .getConfiguration(context, new ConfigurationSource(text));
      configuration.initialize();
      byte[] line =
          configuration
              .getAppender("json")
              .getLayout()
              .toByteArray(
                  Log4jLogEvent.newBuilder()
                      .setLoggerName("io.cxwarehouse.Test")
                      .setLevel(Level.WARN)
                      .setMessage(new SimpleMessage("a \"quote\",\na new line"))
                      .setThrown(new IllegalStateException("{no}"))
                      .setContextData(about)
                      .build());
      return new ObjectMapper().readTree(line);
    }
  }
}

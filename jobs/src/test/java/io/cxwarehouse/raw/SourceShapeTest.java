package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceShapeTest {
  @Test
  void entitiesHaveOneOrderInEveryProcess() {
    Map<String, EntityShape> entities = new LinkedHashMap<>();
    for (String name : List.of("users", "brands", "tickets", "groups", "audits", "schedules")) {
      entities.put(name, entity(name));
    }
    SourceShape source =
        new SourceShape("zendesk", true, false, false, Duration.ofDays(2), Duration.ZERO, entities);
    assertThat(source.entities().keySet())
        .containsExactly("audits", "brands", "groups", "schedules", "tickets", "users");
  }

  private static EntityShape entity(String name) {
    return new EntityShape(
        "zendesk",
        name,
        Format.JSON,
        List.of(ColumnShape.of("id")),
        List.of("id"),
        List.of(),
        null,
        ReadOptions.DEFAULT,
        ReadLimits.DEFAULT,
        0,
        0.1);
  }
}

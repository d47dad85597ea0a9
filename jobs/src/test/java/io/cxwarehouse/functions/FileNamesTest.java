package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void numbersSortAsNumbersAndEverythingElseAsText() {
    List<String> inOrder =
        List.of(
            "s/e/2026-03-02/page.json",
            "s/e/2026-03-02/page_0.json",
            "s/e/2026-03-02/page_01.json",
            "s/e/2026-03-02/page_1.json",
            "s/e/2026-03-02/page_2.json",
            "s/e/2026-03-02/page_10.json",
            "s/e/2026-03-02/page_99999999.json",
            "s/e/2026-03-02/page_100000000.json",
            "s/e/2026-03-02/page_1234567890123456.json",
            "s/e/2026-03-02/page_12345678901234567.json",
            "s/e/2026-03-02/page_a.json",
            "s/e/2026-03-10/page.json");
    List<String> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(5));
    shuffled.sort(Comparator.comparing(FileNames::order));
    assertThat(shuffled).isEqualTo(inOrder);
  }
}

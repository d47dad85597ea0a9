package io.cxwarehouse.raw;

import static io.cxwarehouse.raw.FileReading.csv;
import static io.cxwarehouse.raw.FileReading.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that tell their columns in more than one row. */
class CsvHeaderRowsTest {
  private static final EntityShape SHAPE = csv("Id", "Name", "City");

  @Test
  void skipsFurtherHeaderRowsAndFindsOutIfThereIsOneLess() {
    EntityShape shape = with(SHAPE, ReadOptions.DEFAULT.withHeaderRows(3, "ImportId"));
    String ids = "\"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",c\n";
    FileReading three =
        FileReading.of(
            shape, "Id,Name,City\nLabel,\"a \"\"long\"\"\nlabel\",x\n" + ids + "1,a,b\n");
    assertThat(three.keys()).containsExactly("1");
    FileReading two = FileReading.of(shape, "Id,Name,City,\nLabel,x,y,\n1,a,b,\n2,c,d,\n");
    assertThat(two.keys()).containsExactly("1", "2");
    FileReading none = FileReading.of(shape, "Id,Name,City\nLabel,x,y\n");
    assertThat(none.outcome().status()).isEqualTo(Status.HEADER_ONLY);
  }

  @Test
  void takesNamesOfTheSecondHeaderRowOnlyWhereTheFirstLacksTheKey() {
    EntityShape shape = with(SHAPE, ReadOptions.DEFAULT.withHeaderRows(3, "ImportId"));
    FileReading numbered =
        FileReading.of(shape, "\uFEFFV1,V2,Q1,V3,\nId,Name,\"How, exactly?\",City,\n1,a,9,b,\n");
    assertThat(numbered.values()).containsExactly(List.of("1", "a", "b"));
    assertThat(numbered.good().get(0).rescued()).isEqualTo("{\"Q1\":\"9\"}");
    FileReading labelled =
        FileReading.of(shape, "Id,Q1,Q2\nId,Name,City\n{\"ImportId\":1},x,y\n1,a,b\n");
    assertThat(labelled.values()).containsExactly(Arrays.asList("1", null, null));
    assertThat(labelled.good().get(0).rescued()).isEqualTo("{\"Q1\":\"a\",\"Q2\":\"b\"}");
    ReadOutcome neither = FileReading.of(shape, "V1,V2\nKey,Name\n1,a\n").outcome();
    assertThat(neither.message()).contains("no column “Id”");
  }
}

package io.cxwarehouse.raw;

import static io.cxwarehouse.raw.FileReading.csv;
import static io.cxwarehouse.raw.FileReading.json;
import static io.cxwarehouse.raw.FileReading.with;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Files of all kinds before and after the rows that say “zoe” have gone. */
final class LandingRewriteFiles {
  static final EntityShape CSV = csv("Id", "Name");
  static final EntityShape JSON =
      with(json("id", "name"), ReadOptions.DEFAULT.withRecordsFields("results"));

  private LandingRewriteFiles() {}

  static Stream<Arguments> files() {
    EntityShape threeHeaders =
        with(CSV, new ReadOptions("UTF-8", ';', '\'', '\\', 3, "ImportId", List.of(), List.of()));
    return Stream.of(
        Arguments.of(
            "CSV with line ends, quotes and blank lines of all kinds",
            CSV,
            "Id,Name\r\n1,\"Ann, \"\"A\"\"\"\r\n\r\n2,\"zoe\r\n\nq\"\r\n3, x \n4,zoe\r5,\"é\"",
            "Id,Name\r\n1,\"Ann, \"\"A\"\"\"\r\n\r\n3, x \n5,\"é\""),
        Arguments.of("CSV whose last row goes", CSV, "Id,Name\n1,a\n2,zoe", "Id,Name\n1,a\n"),
        Arguments.of("CSV of which nothing is left", CSV, "Id,Name\n2,zoe\n", "Id,Name\n"),
        Arguments.of(
            "CSV that names its delimiter, with rows without values",
            CSV,
            ",,\nsep=;\nId;Name\n;\n1;a\n\"\";\n2;zoe\n;\n",
            ",,\nsep=;\nId;Name\n;\n1;a\n\"\";\n;\n"),
        Arguments.of("a malformed row", CSV, "Id,Name\n1,zoe,x\n2,b\n", "Id,Name\n2,b\n"),
        Arguments.of(
            "three header rows, another dialect",
            threeHeaders,
            "Id;Name\n'No\nzoe';'x'\n{'ImportId':'zoe'};y\n1;'a \\' zoe'\n2;b\n",
            "Id;Name\n'No\nzoe';'x'\n{'ImportId':'zoe'};y\n2;b\n"),
        Arguments.of(
            "two header rows where three are usual",
            threeHeaders,
            "Id;Name\nzoe;x\n1;zoe\n2;b\n",
            "Id;Name\nzoe;x\n2;b\n"),
        Arguments.of(
            "JSON lines, a broken one among them",
            JSON,
            "{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":\"zoe\"}\r\n{broken\n\n{ \"id\" : 3.0 }",
            "{\"id\":1,\"name\":\"a\"}\n{broken\n\n{ \"id\" : 3.0 }"),
        Arguments.of(
            "a page, first and last and two in a row",
            JSON,
            "{\"count\":5, \"results\": [\n {\"id\":1,\"name\":\"zoe\"},\n {\"id\":2},\n"
                + " {\"id\":3,\"name\":\"zoe\"} , {\"id\":4,\"name\":\"zoe\"},\n {\"id\":5},"
                + "{\"id\":6,\"name\":\"zoe\"}\n], \"next\":null}",
            "{\"count\":5, \"results\": [\n {\"id\":2},\n {\"id\":5}\n], \"next\":null}"),
        Arguments.of(
            "pages of which one is emptied",
            JSON,
            "{\"results\":[{\"id\":1,\"name\":\"zoe\"},{\"id\":2,\"name\":\"zoe\"}]}"
                + "{\"results\":[\"x\",{\"id\":3,\"name\":\"zoe\"},{\"id\":4}]}",
            "{\"results\":[]}{\"results\":[\"x\",{\"id\":4}]}"),
        Arguments.of(
            "a bare array, pretty-printed",
            JSON,
            "[\n  {\n    \"id\": 1,\n    \"name\": \"zoe\"\n  },\n  {\n    \"id\": 2\n  }\n]\n",
            "[\n  {\n    \"id\": 2\n  }\n]\n"),
        Arguments.of(
            "pretty-printed objects",
            JSON,
            "{\n \"id\": 1\n}\n{\n \"id\": 2, \"name\": \"zoe\"\n}\n{\n \"id\": 3\n}\n",
            "{\n \"id\": 1\n}\n\n{\n \"id\": 3\n}\n"));
  }
}

package io.cxwarehouse.generate;

import java.io.IOException;
import java.io.OutputStream;

/** How the rows of an entity become a file: what stands before, between and behind them. */
interface EntityFormat {
  int ROWS_PER_PAGE = 1_000;

  String extension();

  /** Folder below the delivery date, empty if there is none. */
  default String folder() {
    return "";
  }

  /** Rows after which a new file begins. */
  int rowsPerFile();

  void head(TextBuffer file);

  void separate(TextBuffer file);

  void tail(TextBuffer file, int page, int rows, long endTime);

  /** From which size on files are gzipped, where the options say so much. */
  default long gzipFromBytes(long given) {
    return given;
  }

  /** Writes the rows of a file as its bytes. */
  default void write(TextBuffer text, OutputStream out) throws IOException {
    text.writeTo(out);
  }

  static EntityFormat csv(String header) {
    return new Plain("csv", header + "\n", "");
  }

  /** Exports of one survey, whose name only its folder holds. */
  static EntityFormat csv(String header, String folder) {
    return new Plain("csv", header + "\n", folder);
  }

  static EntityFormat lines() {
    return new Plain("jsonl", "", "");
  }

  /** JSON lines that are gzipped unless nothing is. */
  static EntityFormat packedLines() {
    return new Plain("jsonl", "", "") {
      @Override
      public long gzipFromBytes(long given) {
        return given == Long.MAX_VALUE ? given : 0;
      }
    };
  }

  /** Zendesk's incremental export. */
  static EntityFormat zendeskPages(String array) {
    return new Pages("{\"" + array + "\":[\n") {
      @Override
      public void tail(TextBuffer file, int page, int rows, long endTime) {
        file.put("\n],\"count\":").number(rows).put(",\"end_of_stream\":true,\"end_time\":");
        file.number(endTime).put(",\"next_page\":null}\n");
      }
    };
  }

  /** SurveyMonkey's bulk pages. */
  static EntityFormat surveyMonkeyPages(String path) {
    return new Pages("{\"data\":[\n") {
      @Override
      public void tail(TextBuffer file, int page, int rows, long endTime) {
        file.put("\n],\"per_page\":").number(ROWS_PER_PAGE).put(",\"page\":").number(page);
        file.put(",\"total\":").number(rows).put(",\"links\":{\"self\":\"");
        file.put("https://api.surveymonkey.com/v3/").put(path).put("?page=").number(page);
        file.put("&per_page=").number(ROWS_PER_PAGE).put("\"}}\n");
      }
    };
  }

  /** Bare arrays, the way Freshdesk answers. */
  static EntityFormat arrays() {
    return new Pages("[\n") {
      @Override
      public void tail(TextBuffer file, int page, int rows, long endTime) {
        file.put("\n]\n");
      }
    };
  }

  /** HubSpot's pages of CRM objects. */
  static EntityFormat hubspotPages(String objects) {
    return new Pages("{\"results\":[\n") {
      @Override
      public void tail(TextBuffer file, int page, int rows, long endTime) {
        file.put("\n],\"paging\":{\"next\":{\"after\":\"").number(page);
        file.put("\",\"link\":\"https://api.hubapi.com/crm/v3/objects/").put(objects);
        file.put("?after=").number(page).put("\"}}}\n");
      }
    };
  }

  /** Intercom's list of conversations. */
  static EntityFormat intercomPages() {
    return new Pages("{\"conversations\":[\n") {
      @Override
      public void tail(TextBuffer file, int page, int rows, long endTime) {
        file.put("\n],\"pages\":{\"type\":\"pages\",\"page\":").number(page);
        file.put(",\"next\":null},\"total_count\":").number(rows);
        file.put(",\"type\":\"conversation.list\"}\n");
      }
    };
  }

  /** CSV and JSON lines. */
  class Plain implements EntityFormat {
    private final String extension;
    private final String header;
    private final String folder;

    Plain(String extension, String header, String folder) {
      this.extension = extension;
      this.header = header;
      this.folder = folder;
    }

    @Override
    public String folder() {
      return folder;
    }

    @Override
    public String extension() {
      return extension;
    }

    @Override
    public int rowsPerFile() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void head(TextBuffer file) {
      file.put(header);
    }

    @Override
    public void separate(TextBuffer file) {}

    @Override
    public void tail(TextBuffer file, int page, int rows, long endTime) {}
  }

  /** JSON documents that hold an array of records. */
  abstract class Pages implements EntityFormat {
    private final String head;

    Pages(String head) {
      this.head = head;
    }

    @Override
    public String extension() {
      return "json";
    }

    @Override
    public int rowsPerFile() {
      return ROWS_PER_PAGE;
    }

    @Override
    public void head(TextBuffer file) {
      file.put(head);
    }

    @Override
    public void separate(TextBuffer file) {
      file.put(",\n");
    }
  }
}

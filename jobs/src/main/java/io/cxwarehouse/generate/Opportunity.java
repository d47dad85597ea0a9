package io.cxwarehouse.generate;

import java.util.List;

/** A deal in the CRM and its stages. */
record Opportunity(int number, long createdAt, long cents, String type, List<Stage> stages) {
  record Stage(long at, String name, int closeDay, String lossReason) {
    boolean isClosed() {
      return name.startsWith("Closed");
    }

    boolean isWon() {
      return name.equals("Closed Won");
    }
  }
}

package io.cxwarehouse.report;

import java.sql.Date;

/** Rows about the website, social media and chatbots. */
public final class ChannelRows {
  private ChannelRows() {}

  public record Web(
      Date month,
      Long sessions,
      Long engaged,
      Long engagementKnown,
      Long checkouts,
      Long purchases) {}

  public record Social(
      Date month,
      String network,
      Long impressions,
      Long engagements,
      Long mentions,
      Long positive,
      Long neutral,
      Long negative) {}

  public record Chatbot(
      Date month,
      Long conversations,
      Long handoverKnown,
      Long contained,
      Long turns,
      Long fallbacks,
      Long fallbackKnown,
      Long ratings,
      Long thumbsUp) {}

  public record Experience(
      String experienceId,
      String variationId,
      Boolean isControl,
      Date metricDate,
      Long users,
      Long converted,
      Double uplift,
      Double low,
      Double high,
      Double pValue,
      Boolean isSampleRatioMismatch) {}
}

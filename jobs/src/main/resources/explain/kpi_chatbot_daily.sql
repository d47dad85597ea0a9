-- Parts of gold.kpi_chatbot_daily, conversation by conversation.
-- Grain: one row per conversation.
SELECT
  'conversation' AS _kind,
  conversation_id AS _id,
  started_date AS metric_date,
  bot, language,
  1 AS conversations,
  turns,
  int(is_handed_over IS NOT NULL) AS handover_known,
  int(NOT is_handed_over) AS contained,
  fallbacks, fallback_known, rating_n, rating_sum
FROM silver.chat_conversation

-- Sums silver.chat_conversation per day. All turns count on the date on which their conversation
-- began, so that each rate is made of one set of conversations.
-- Grain: one row per date, bot and language.
SELECT
  started_date AS metric_date,
  bot,
  language,
  count(*) AS conversations,
  sum(turns) AS turns,
  count_if(NOT is_handed_over) AS contained,
  count(is_handed_over) AS handover_known,
  sum(fallbacks) AS fallbacks,
  sum(fallback_known) AS fallback_known,
  sum(rating_n) AS rating_n,
  sum(rating_sum) AS rating_sum,
  CAST(trunc(started_date, 'MM') AS DATE) AS metric_month
FROM silver.chat_conversation
GROUP BY started_date, bot, language

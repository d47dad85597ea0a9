-- Chatbots per day.
-- Grain: one row per date, bot and language (nulls are keys).
-- Rates: containment = contained / handover_known, fallback rate = fallbacks / fallback_known, rating =
-- rating_sum / rating_n.
CREATE TABLE gold.kpi_chatbot_daily (
  metric_date DATE COMMENT 'Business date on which the conversations began',
  bot STRING COMMENT 'Bot, <source>:<native id>',
  language STRING COMMENT 'Language in which the conversations began',
  conversations BIGINT COMMENT 'Conversations begun on the date (additive)',
  turns BIGINT COMMENT 'Their turns (additive)',
  contained BIGINT COMMENT 'Those never handed over to an agent (additive)',
  handover_known BIGINT COMMENT 'Those of which it is known whether they were handed over: the whole of chatbot_containment (additive)',
  fallbacks BIGINT COMMENT 'Their turns in which the bot did not understand; null: no turn tells (additive)',
  fallback_known BIGINT COMMENT 'Their turns that tell whether the bot understood: the whole of the fallback rate (additive)',
  rating_n BIGINT COMMENT 'Their answers that were rated (additive)',
  rating_sum BIGINT COMMENT 'Of those, the ones rated thumbs up (additive)',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Chatbot KPIs per day: containment, fallbacks, ratings'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, bot, language',
  'cxw.grain' = 'date, bot and language',
  'cxw.owner' = 'support',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'silver.chat_conversation(started_date)'
)

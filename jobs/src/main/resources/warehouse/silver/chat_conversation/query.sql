-- One aggregation over the turns of a conversation up to as_of. Rule: docs/decisions/support.md.
-- Grain: one row per conversation with a chatbot.
WITH turn AS (
  SELECT *, struct(turn_at, turn_position, turn_id) AS place
  FROM silver.chat_turn
  WHERE turn_at < :as_of_end
)

SELECT
  conversation_id,
  max(source) AS source,
  min_by(struct(bot), place).bot AS bot,
  min_by(struct(language), place).language AS language,
  min(turn_at) AS started_at,
  business_date(min(turn_at), :timezone) AS started_date,
  max(turn_at) AS ended_at,
  count(*) AS turns,
  if(count(is_fallback) > 0, count_if(is_fallback), NULL) AS fallbacks,
  count(is_fallback) AS fallback_known,
  -- one turn that does not tell, or is not delivered, may be the one
  if(
    bool_or(is_handover)
      OR (count(is_handover) = count(*) AND min(turn_position) <= 1
        AND max(turn_position) - min(turn_position) + 1 = count(*)),
    bool_or(is_handover), NULL) AS is_handed_over,
  count(rating) AS rating_n,
  bigint(coalesce(sum(rating), 0)) AS rating_sum,
  min_by(customer_source_key, place) FILTER (WHERE customer_source_key IS NOT NULL) AS customer_source_key,
  min_by(customer_keys, place) FILTER (WHERE customer_source_key IS NOT NULL) AS customer_keys
FROM turn
GROUP BY conversation_id

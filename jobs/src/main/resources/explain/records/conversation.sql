-- silver.chat_conversation names the conversation: by conversation_id its turns (silver.chat_turn).
-- Grain: one row per turn.
SELECT conversation_id AS id, 'silver.chat_turn' AS named_in, turn_id AS record_id
FROM silver.chat_turn

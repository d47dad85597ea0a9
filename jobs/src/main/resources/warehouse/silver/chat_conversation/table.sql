-- Conversations with chatbots by the end of as_of.
-- Grain: one row per conversation.
-- Bot, language and date are those of its first turn, so that a conversation across midnight or in two
-- languages counts once.
CREATE TABLE silver.chat_conversation (
  conversation_id STRING COMMENT 'Conversation, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the turns',
  bot STRING COMMENT 'Bot, <source>:<native id>',
  language STRING COMMENT 'Language of the first turn',
  started_at TIMESTAMP COMMENT 'First turn',
  started_date DATE COMMENT 'Business date of the first turn',
  ended_at TIMESTAMP COMMENT 'Latest turn',
  turns BIGINT COMMENT 'Turns',
  fallbacks BIGINT COMMENT 'Turns in which the bot did not understand; null: no turn tells',
  fallback_known BIGINT COMMENT 'Turns that tell whether the bot understood',
  is_handed_over BOOLEAN COMMENT 'Handed over to an agent in any turn; null: in none that tells it, and some do not or are not delivered',
  rating_n BIGINT COMMENT 'Rated answers',
  rating_sum BIGINT COMMENT 'Of those, the ones rated thumbs up',
  customer_source_key STRING COMMENT 'Who asked, as the first turn that tells it says',
  customer_keys ARRAY<STRING> COMMENT 'All that this turn tells of who asked, in the order in which they are tried'
) USING delta
COMMENT 'Chatbot conversations'
TBLPROPERTIES (
  'cxw.key' = 'conversation_id',
  'cxw.grain' = 'conversation with a chatbot',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'conversation_id',
  'cxw.narrow' = 'silver.chat_turn(conversation_id)'
)

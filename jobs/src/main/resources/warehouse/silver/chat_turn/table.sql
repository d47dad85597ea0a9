-- Turns of conversations with chatbots: what was asked and answered is left out, how it went is kept.
-- Grain: one row per turn of a conversation.
CREATE TABLE silver.chat_turn (
  turn_id STRING COMMENT 'Turn, <source>:<conversation>|<position>',
  conversation_id STRING COMMENT 'Conversation, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the turn',
  bot STRING COMMENT 'Bot, <source>:<native id>',
  language STRING COMMENT 'Language of the turn, lower case tag',
  turn_position BIGINT COMMENT 'Number of the turn within its conversation',
  turn_at TIMESTAMP COMMENT 'When it was',
  intent STRING COMMENT 'Intent that the bot recognised, by the name that its maker gave it',
  is_fallback BOOLEAN COMMENT 'The bot did not understand (no intent matched); null: neither signals nor a response are delivered',
  is_no_input BOOLEAN COMMENT 'The user said nothing; null likewise',
  is_handover BOOLEAN COMMENT 'The bot handed over to an agent; null likewise',
  rating INT COMMENT 'Rating of the answer: 1 thumbs up, 0 thumbs down; null where none was given',
  customer_source_key STRING COMMENT 'Who asked: <source>:<native id>, or email:<pseudonym>; null: anonymous',
  customer_keys ARRAY<STRING> COMMENT 'All that the turn tells of who asked, in the order in which they are tried',
  _recheck_on DATE COMMENT 'Business date of the turn: from then on it counts'
) USING delta
COMMENT 'Turns of chatbot conversations, no free text'
TBLPROPERTIES (
  'cxw.key' = 'turn_id',
  'cxw.grain' = 'turn of a conversation with a chatbot',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'turn_id',
  'cxw.narrow' = 'bronze.chatbot_turns(_record_id)'
)

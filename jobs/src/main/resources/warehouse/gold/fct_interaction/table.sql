-- Every dated contact of a customer with the company, whatever the channel; anonymous visits are not
-- among them.
-- Grain: one row per contact of a customer with the company.
CREATE TABLE gold.fct_interaction (
  interaction_id STRING COMMENT 'Interaction, <source>:<type>:<native id>',
  record_id STRING COMMENT 'The record in its own table: order, ticket (of a comment too), survey response, session, experience event, mention, chatbot conversation, call',
  occurred_at TIMESTAMP COMMENT 'When it happened (UTC)',
  interaction_date DATE COMMENT 'Business date of occurred_at',
  source STRING COMMENT 'Source that delivered it',
  type STRING COMMENT 'order, ticket, comment, survey_answer, web_session, experience, social_mention, chat (with a chatbot) or call',
  channel STRING COMMENT 'Channel on which it happened',
  touchpoint STRING COMMENT 'Touchpoint (gold.dim_touchpoint)',
  direction STRING COMMENT 'inbound (from the customer) or outbound (from the company): replies of agents, tickets that an agent opened, what was served; null where nobody tells whether the author is an agent',
  journey_stage STRING COMMENT 'aware, consider, buy, onboard, use, support or renew: of the touchpoint; null for one of another name',
  customer_source_key STRING COMMENT 'Customer as the source names it',
  customer_id STRING COMMENT 'Customer; null: unknown',
  customer_key BIGINT COMMENT 'dim_customer: the customer as valid on the date; -1: unknown',
  is_inferred BOOLEAN COMMENT 'The date lies before the customer’s first known version, which stands in',
  country STRING COMMENT 'Customer’s country on the date; null: unknown',
  region STRING COMMENT 'Customer’s region on the date; null: unknown',
  industry STRING COMMENT 'Customer’s industry on the date; null: unknown',
  plan STRING COMMENT 'Customer’s plan on the date; null: unknown',
  acquisition_channel STRING COMMENT 'How the customer was won; null: unknown',
  interaction_month DATE COMMENT 'First day of the month of interaction_date (partition)'
)
USING delta
PARTITIONED BY (interaction_month)
COMMENT 'Every dated contact of a customer with the company, whatever the channel; anonymous visits are not among them'
TBLPROPERTIES (
  'cxw.key' = 'interaction_id',
  'cxw.grain' = 'contact of a customer with the company',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'record_id',
  'cxw.narrow' = 'gold.fct_order(order_id), gold.fct_ticket(ticket_id), silver.ticket_event(ticket_id), gold.fct_survey_response(response_id), silver.web_session(session_id), silver.experience_event(experience_event_id), silver.social_mention(mention_id), silver.chat_conversation(conversation_id), silver.customer_match(record_id), gold.fct_call(call_id)'
)

-- Whose record it is: of all that a source tells of a customer, the first that leads to one. Answers,
-- invitations, conversations with bots and calls ask here.
-- Grain: one row per kind of record and record.
-- Rule: docs/decisions/customer.md.
CREATE TABLE silver.customer_match (
  record_kind STRING COMMENT 'survey_response, survey_invitation, chat_conversation or call',
  record_id STRING COMMENT 'The record in its own table, <source>:<native id>',
  customer_source_key STRING COMMENT 'What led to the customer: <source>:<native id>, email:<pseudonym> or phone:<pseudonym>',
  customer_id STRING COMMENT 'The customer'
) USING delta
COMMENT 'From records that tell several things of their customer to the customer; without those that lead nowhere'
TBLPROPERTIES (
  'cxw.key' = 'record_kind, record_id',
  'cxw.grain' = 'kind of record and record',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'record_id',
  'cxw.narrow' = 'silver.survey_response(response_id), silver.survey_invitation(invitation_id), silver.chat_conversation(conversation_id), silver.call(call_id)'
)

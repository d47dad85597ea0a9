-- Tickets and customers that vendors' screens count otherwise than the KPIs here, with the reason.
-- Grain: one row per month, system, measure and ticket or customer that is counted differently.
-- Rules: docs/decisions/reconciliation.md.
CREATE TABLE gold.kpi_reconciliation_item (
  month DATE COMMENT 'First day of the month in which one of the two sides counts it',
  system STRING COMMENT 'Whose definition it is: zendesk_explore, freshdesk_analytics, stripe_billing or chartmogul',
  measure STRING COMMENT 'What is measured, named as the KPI here; net_mrr_churn_rate: 1 − net_revenue_retention',
  id STRING COMMENT 'Ticket (tickets, ratings) or customer (subscriptions)',
  vendor_numerator DECIMAL(28,8) COMMENT 'What it adds to the numerator there: minutes, 1 or 0, an amount; null: not counted there in this month',
  vendor_denominator DECIMAL(28,8) COMMENT 'What it adds to the denominator there; null for mrr, and where it is not counted',
  our_numerator DECIMAL(28,8) COMMENT 'What it adds to the numerator here; null: not counted here in this month',
  our_denominator DECIMAL(28,8) COMMENT 'What it adds to the denominator here; null for mrr, and where it is not counted',
  reason STRING COMMENT 'Why: other_month (counted by both, in different months), merged_ticket, own_reply, not_solved, no_reply, reply_count, reopened_later, several_ratings, unassigned, told_otherwise, window_open, repeated, not_told, due_date, not_answered, new_customer, last_30_days, left_and_came_back, free_plan, exchange_rate, reactivation, first_month'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Tickets and customers that vendors’ screens count otherwise, and why'
TBLPROPERTIES (
  'cxw.key' = 'month, system, measure, id',
  'cxw.grain' = 'month, system, measure and ticket or customer that is counted differently',
  'cxw.owner' = 'quality',
  'cxw.restated' = 'false',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'id',
  'cxw.narrow' = 'silver.ticket(ticket_id), silver.ticket_event(ticket_id), silver.ticket_status(ticket_id), gold.fct_ticket(ticket_id), gold.fct_ticket_measure(ticket_id), gold.fct_ticket_sla(ticket_id), gold.fct_survey_response(ticket_id), bronze.freshdesk_tickets(_record_id), gold.fct_subscription(customer_id), gold.fct_customer_month(customer_id)'
)

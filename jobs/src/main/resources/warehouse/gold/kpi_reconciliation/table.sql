-- The KPIs that vendors' screens show as well, under their definitions beside ours.
-- Grain: one row per month, system and measure.
-- Rules: docs/decisions/reconciliation.md.
CREATE TABLE gold.kpi_reconciliation (
  month DATE COMMENT 'First day of the month',
  system STRING COMMENT 'Whose definition it is: zendesk_explore, freshdesk_analytics, stripe_billing or chartmogul',
  measure STRING COMMENT 'What is measured, named as the KPI here; net_mrr_churn_rate: 1 − net_revenue_retention',
  unit STRING COMMENT 'minutes, share or amount',
  vendor_value DOUBLE COMMENT 'What the vendor’s definition gives of the same deliveries; of subscriptions null while the month is not over',
  vendor_numerator DECIMAL(38,8) COMMENT 'Its numerator; of mrr the value itself',
  vendor_denominator DECIMAL(38,8) COMMENT 'Its denominator; null for mrr',
  our_value DOUBLE COMMENT 'What our definition gives, of this help desk or billing only',
  our_numerator DECIMAL(38,8) COMMENT 'Its numerator; of mrr the value itself',
  our_denominator DECIMAL(38,8) COMMENT 'Its denominator; null for mrr',
  difference DOUBLE COMMENT 'vendor_value − our_value',
  differing_ids BIGINT COMMENT 'Tickets or customers that are counted differently: rows of gold.kpi_reconciliation_item',
  reasons STRING COMMENT 'Why, each reason with its number of ids, the commonest first; null: nothing differs',
  is_complete BOOLEAN COMMENT 'The month was over at the end of as_of',
  _recheck_on DATE COMMENT 'Date on which an incomplete month becomes complete'
)
USING delta
PARTITIONED BY (month)
COMMENT 'KPIs under vendors’ definitions beside ours, by month: why their screens say otherwise'
TBLPROPERTIES (
  'cxw.key' = 'month, system, measure',
  'cxw.grain' = 'month, system and measure',
  'cxw.owner' = 'quality',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'gold.kpi_reconciliation_item(month), gold.fct_ticket_measure(metric_month), gold.fct_survey_response(response_month), gold.kpi_sla_daily(metric_month), gold.fct_customer_month(month)'
)

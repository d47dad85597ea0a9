-- Why customers left, deals were lost and subscriptions cancelled, counted and ranked per month.
-- Grain: one row per month, reason and kind.
CREATE TABLE gold.kpi_churn_reason_monthly (
  month DATE COMMENT 'First day of the month of the churn, in which the deal was lost or the survey was answered',
  reason STRING COMMENT 'Reason as the source gives it; unknown: not said; of survey other: a text of one’s own',
  kind STRING COMMENT 'Of churned customers voluntary, involuntary (payment failed) or unknown; lost_deal: deals lost in the CRM, survey: answers of cancellation surveys, both of which are no churn',
  customers BIGINT COMMENT 'Churned customers, each once in a month, additive over reasons and kinds; of lost_deal contacts with such a deal, of survey respondents: neither adds up with others',
  mrr DECIMAL(28,4) COMMENT 'MRR that they had at the start of the month, reporting currency; null for lost_deal and survey; additive',
  deals BIGINT COMMENT 'Lost deals; null for other kinds; additive',
  reason_rank INT COMMENT 'Place in the month, most customers first, then most MRR, then by name; churn, lost deals and surveys apart; null for unknown',
  is_complete BOOLEAN COMMENT 'The month was over at the end of as_of',
  _recheck_on DATE COMMENT 'Date on which an incomplete month becomes complete'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Why customers left, deals were lost and subscriptions cancelled, counted and ranked per month'
TBLPROPERTIES (
  'cxw.key' = 'month, reason, kind',
  'cxw.grain' = 'month, reason and kind',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'gold.fct_customer_month(month), silver.lost_deal(lost_month), silver.cancellation_reason(response_month)'
)

CREATE TABLE gold.kpi_churn_reason_monthly (
  month DATE COMMENT 'First day of the month of the churn, or in which the deal was lost',
  reason STRING COMMENT 'Reason as the source gives it; unknown: not said',
  kind STRING COMMENT 'Of churned customers voluntary, involuntary (payment failed) or unknown; lost_deal: deals lost in the CRM, which are no churn',
  customers BIGINT COMMENT 'Churned customers, each once in a month; of lost_deal contacts with such a deal; additive over reasons and kinds other than lost_deal',
  mrr DECIMAL(28,4) COMMENT 'MRR that they had at the start of the month, reporting currency; null for lost_deal; additive',
  deals BIGINT COMMENT 'Lost deals; null for churned customers; additive',
  reason_rank INT COMMENT 'Place in the month, most customers first, then most MRR, then by name; churn and lost deals apart; null for unknown',
  is_complete BOOLEAN COMMENT 'The month was over at the end of as_of',
  _recheck_on DATE COMMENT 'Date on which an incomplete month becomes complete'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Why customers left and deals were lost, counted and ranked per month'
TBLPROPERTIES (
  'cxw.key' = 'month, reason, kind',
  'cxw.grain' = 'month × reason × kind',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'gold.fct_customer_month(month), silver.lost_deal(lost_month)'
)

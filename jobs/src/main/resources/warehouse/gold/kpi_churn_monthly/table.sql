-- Customers and recurring revenue won, kept and lost per month, in total and by segment.
-- Grain: one row per month, basis and segment.
CREATE TABLE gold.kpi_churn_monthly (
  month DATE COMMENT 'First day of the month',
  basis STRING COMMENT 'subscriptions (MRR > 0) or orders (last purchase less than churn.inactive-after-days old)',
  segment_name STRING COMMENT 'all, or one of country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'all, or the customers’ value at the start of the month; unknown where there is none',
  customers_start BIGINT COMMENT 'Active at the start; semi-additive: over values of one segment, never over months',
  customers_new BIGINT COMMENT 'First ever active in the month and active at its end; additive',
  customers_reactivated BIGINT COMMENT 'Not active at the start, active at the end, active some time before; additive',
  customers_churned BIGINT COMMENT 'Active at the start, not at the end; additive',
  churned_voluntary BIGINT COMMENT 'Churned by their own will, where the reason is delivered; null: customers churned, and of none it is (never of orders); additive',
  churned_involuntary BIGINT COMMENT 'Churned by failed payment, where the reason is delivered; null likewise; additive',
  customers_won_and_lost BIGINT COMMENT 'Began and ended inside the month, in neither new nor churned; additive',
  customers_segment_in BIGINT COMMENT 'Active at the end, came from another value of the segment; additive',
  customers_segment_out BIGINT COMMENT 'Active at the end, went to another value of the segment; additive',
  customers_end BIGINT COMMENT 'Active at the end = start + new + reactivated − churned + segment in − segment out; semi-additive',
  churn_rate DOUBLE COMMENT 'customers_churned / customers_start',
  retention_rate DOUBLE COMMENT '1 − churn_rate = (customers_end − new − reactivated − segment in + segment out) / customers_start',
  mrr_start DECIMAL(28,4) COMMENT 'MRR at the start; null on orders; semi-additive',
  mrr_new DECIMAL(28,4) COMMENT 'MRR of new customers at the end; additive',
  mrr_expansion DECIMAL(28,4) COMMENT 'Growth of active customers’ MRR; additive',
  mrr_contraction DECIMAL(28,4) COMMENT 'Loss of MRR of customers who stay, as a positive number; additive',
  mrr_churn DECIMAL(28,4) COMMENT 'MRR at the start of those who churned, as a positive number; additive',
  mrr_reactivation DECIMAL(28,4) COMMENT 'MRR of reactivated customers at the end; additive',
  mrr_segment_in DECIMAL(28,4) COMMENT 'MRR at the end of customers_segment_in; additive',
  mrr_segment_out DECIMAL(28,4) COMMENT 'MRR at the end of customers_segment_out; additive',
  mrr_end DECIMAL(28,4) COMMENT 'MRR at the end = start + new + expansion − contraction − churn + reactivation + segment in − segment out; semi-additive',
  gross_revenue_retention DOUBLE COMMENT '(mrr_start − contraction − churn) / mrr_start',
  net_revenue_retention DOUBLE COMMENT '(mrr_start + expansion − contraction − churn) / mrr_start; with reactivation where churn.nrr-includes-reactivation',
  customers_12m_start BIGINT COMMENT 'Customers with MRR twelve months before the end: those whom mrr_12m_start is of; null on orders; semi-additive',
  mrr_12m_start DECIMAL(28,4) COMMENT 'MRR twelve months before the end: denominator of grr_12m and nrr_12m',
  mrr_12m_end DECIMAL(28,4) COMMENT 'MRR at the end of the customers who had some twelve months before: numerator of nrr_12m',
  mrr_12m_kept DECIMAL(28,4) COMMENT 'Of each of them the lesser of then and now: numerator of grr_12m',
  mrr_12m_new DECIMAL(28,4) COMMENT 'MRR at the end of the customers who were first active in these twelve months',
  mrr_12m_referred DECIMAL(28,4) COMMENT 'Of it that of customers won by referral (acquisition_channel); null where of none of them it is known how they were won',
  grr_12m DOUBLE COMMENT 'mrr_12m_kept / mrr_12m_start',
  nrr_12m DOUBLE COMMENT 'mrr_12m_end / mrr_12m_start',
  earned_growth DOUBLE COMMENT '(mrr_12m_end + mrr_12m_referred) / mrr_12m_start − 1: growth by customers who stay and by those whom they bring',
  quick_ratio DOUBLE COMMENT '(new + expansion + reactivation) / (contraction + churn) of MRR',
  is_complete BOOLEAN COMMENT 'The month was over at the end of as_of; else its end is as_of',
  _recheck_on DATE COMMENT 'Date on which an incomplete month becomes complete'
)
USING delta
PARTITIONED BY (month)
COMMENT 'Customers and recurring revenue won, kept and lost per month, in total and by segment'
TBLPROPERTIES (
  'cxw.key' = 'month, basis, segment_name, segment_value',
  'cxw.grain' = 'month, basis and segment',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'month',
  'cxw.narrow' = 'gold.fct_customer_month(month)'
)

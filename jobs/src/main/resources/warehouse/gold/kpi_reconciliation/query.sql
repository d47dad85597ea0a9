-- Our figures, and the vendors': ours with what the tickets and customers that they count differently
-- add and take away.
-- Grain: one row per month, system and measure.
WITH ours AS (
  SELECT
    metric_month AS month, if(source = 'zendesk', 'zendesk_explore', 'freshdesk_analytics') AS system, m.counted AS measure,
    sum(CAST(m.numerator AS DECIMAL(28, 8))) AS numerator, count(*) AS denominator
  FROM gold.fct_ticket_measure
  LATERAL VIEW stack(5,
    'first_reply_minutes', if(measure = 'first_reply', milliseconds / 6e4D, NULL),
    'resolution_minutes', if(measure = 'resolution' AND source = 'zendesk', milliseconds / 6e4D, NULL),
    'one_touch_rate', if(measure = 'resolution' AND source = 'zendesk' AND touches <> 'zero', if(touches = 'one', 1D, 0D), NULL),
    'reopen_rate', if(measure = 'first_resolution' AND source = 'zendesk' AND is_reopened IS NOT NULL, if(is_reopened, 1D, 0D), NULL),
    'fcr_rate', if(source = 'freshdesk' AND is_fcr IS NOT NULL, if(is_fcr, 1D, 0D), NULL)) m
    AS counted, numerator
  WHERE source IN ('zendesk', 'freshdesk') AND m.numerator IS NOT NULL
  GROUP BY metric_month, source, m.counted
  UNION ALL
  SELECT response_month, 'zendesk_explore', 'csat', count_if(answer_group = 'satisfied'), count(*)
  FROM gold.fct_survey_response
  WHERE source = 'zendesk' AND metric = 'csat' AND ticket_id IS NOT NULL
  GROUP BY response_month
  UNION ALL
  SELECT metric_month, 'freshdesk_analytics', 'sla_attainment', sum(met), sum(met + breached)
  FROM gold.kpi_sla_daily
  WHERE source = 'freshdesk' AND metric = 'first_reply_time'
  GROUP BY metric_month
  UNION ALL
  SELECT c.month, m.system, m.measure,
    CASE m.measure WHEN 'mrr' THEN c.after WHEN 'churn_rate' THEN c.churned ELSE c.lost END,
    CASE m.measure WHEN 'churn_rate' THEN c.started WHEN 'net_mrr_churn_rate' THEN c.before END
  FROM (
    SELECT month, sum(mrr_before) AS before, sum(mrr_after) AS after, count_if(movement = 'churn') AS churned, count_if(is_active_start) AS started,
      sum(CASE
        WHEN movement IN ('churn', 'contraction', 'expansion') THEN mrr_before - mrr_after
        WHEN movement = 'reactivation' AND :nrr_includes_reactivation THEN -mrr_after
        ELSE 0
      END) AS lost
    FROM gold.fct_customer_month
    WHERE basis = 'subscriptions'
    GROUP BY month) c
  LATERAL VIEW stack(5,
    'stripe_billing', 'mrr', 'stripe_billing', 'churn_rate', 'chartmogul', 'mrr', 'chartmogul', 'churn_rate', 'chartmogul', 'net_mrr_churn_rate') m
    AS system, measure
),

differing AS (
  SELECT month, system, measure, reason, count(*) AS ids,
    coalesce(sum(vendor_numerator), 0) - coalesce(sum(our_numerator), 0) AS numerator,
    coalesce(sum(vendor_denominator), 0) - coalesce(sum(our_denominator), 0) AS denominator
  FROM gold.kpi_reconciliation_item
  GROUP BY month, system, measure, reason
),

explained AS (
  SELECT month, system, measure, sum(ids) AS ids, sum(numerator) AS numerator, sum(denominator) AS denominator,
    array_join(transform(array_sort(collect_list(struct(-ids AS place, reason, ids))), r -> concat(r.reason, ' ', r.ids)), ', ') AS reasons
  FROM differing
  GROUP BY month, system, measure
),

beside AS (
  SELECT
    month, system, measure, e.reasons,
    CASE WHEN measure LIKE '%_minutes' THEN 'minutes' WHEN measure = 'mrr' THEN 'amount' ELSE 'share' END AS unit,
    coalesce(e.ids, 0) AS differing_ids,
    coalesce(o.numerator, 0) AS our_numerator,
    if(measure = 'mrr', NULL, coalesce(o.denominator, 0)) AS our_denominator,
    coalesce(o.numerator, 0) + coalesce(e.numerator, 0) AS numerator,
    if(measure = 'mrr', NULL, coalesce(o.denominator, 0) + coalesce(e.denominator, 0)) AS denominator,
    last_day(month) <= :as_of AS is_complete,
    last_day(month) <= :as_of OR system IN ('zendesk_explore', 'freshdesk_analytics') AS is_told
  FROM ours o
  FULL JOIN explained e USING (month, system, measure)
),

told AS (
  SELECT
    *,
    if(is_told, numerator, NULL) AS vendor_numerator,
    if(is_told, denominator, NULL) AS vendor_denominator,
    if(measure = 'mrr', CAST(our_numerator AS DOUBLE), CAST(our_numerator AS DOUBLE) / nullif(CAST(our_denominator AS DOUBLE), 0)) AS our_value,
    if(is_told, if(measure = 'mrr', CAST(numerator AS DOUBLE), CAST(numerator AS DOUBLE) / nullif(CAST(denominator AS DOUBLE), 0)), NULL)
      AS vendor_value
  FROM beside
)

SELECT
  month,
  system,
  measure,
  unit,
  vendor_value,
  CAST(vendor_numerator AS DECIMAL(38, 8)) AS vendor_numerator,
  CAST(vendor_denominator AS DECIMAL(38, 8)) AS vendor_denominator,
  our_value,
  CAST(our_numerator AS DECIMAL(38, 8)) AS our_numerator,
  CAST(our_denominator AS DECIMAL(38, 8)) AS our_denominator,
  vendor_value - our_value AS difference,
  differing_ids,
  reasons,
  is_complete,
  if(is_complete, NULL, last_day(month)) AS _recheck_on
FROM told

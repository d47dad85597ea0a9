-- fail all_items: every ticket and customer that is counted differently is told of once
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(differing_ids), 0) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM gold.kpi_reconciliation_item) i
WHERE a.n <> i.n;

-- fail shares_are_shares: what is left of a count is no less than nothing
SELECT month, system, measure FROM candidate
WHERE vendor_denominator < 0
  OR (unit = 'share' AND measure NOT IN ('net_mrr_churn_rate', 'churn_rate') AND NOT vendor_numerator BETWEEN 0 AND vendor_denominator)

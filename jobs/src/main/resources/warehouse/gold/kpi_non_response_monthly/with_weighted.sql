-- NPS weighted to those who were invited, by strata of CLV tier and plan. Cells of fewer answers than
-- scorecard.min-n are put together within their tier; if they are still too few, with the smallest
-- stratum of the tier that has enough; tiers without any are put together likewise.
-- Grain: one row per month.
WITH cell AS (
  SELECT
    month, coalesce(clv_tier, 'unknown') AS tier, coalesce(plan, 'unknown') AS plan,
    count(*) AS invited, coalesce(sum(answers), 0) AS answers,
    coalesce(sum(promoters), 0) AS promoters, coalesce(sum(detractors), 0) AS detractors,
    coalesce(sum(answers), 0) >= greatest(:scorecard_min_n, 2) AS is_enough
  FROM invited
  WHERE asks_nps
  GROUP BY month, coalesce(clv_tier, 'unknown'), coalesce(plan, 'unknown')
),

pooled AS (
  SELECT month, tier, if(is_enough, plan, NULL) AS plan, count(*) AS cells,
    sum(invited) AS invited, sum(answers) AS answers, sum(promoters) AS promoters, sum(detractors) AS detractors,
    sum(answers) >= greatest(:scorecard_min_n, 2) AS is_enough
  FROM cell
  GROUP BY month, tier, if(is_enough, plan, NULL)
),

placed AS (
  SELECT *,
    row_number() OVER (PARTITION BY month, tier ORDER BY is_enough, answers, plan) AS place,
    bool_or(NOT is_enough) OVER (PARTITION BY month, tier) AS has_few
  FROM pooled
),

of_tier AS (
  SELECT month, tier, if(has_few AND place <= 2, 0, place) AS part, sum(cells) AS cells,
    sum(invited) AS invited, sum(answers) AS answers, sum(promoters) AS promoters, sum(detractors) AS detractors,
    sum(answers) >= greatest(:scorecard_min_n, 2) AS is_enough
  FROM placed
  GROUP BY month, tier, if(has_few AND place <= 2, 0, place)
),

pooled_tiers AS (
  SELECT month, if(is_enough, tier, NULL) AS tier, if(is_enough, part, NULL) AS part, sum(cells) AS cells,
    sum(invited) AS invited, sum(answers) AS answers, sum(promoters) AS promoters, sum(detractors) AS detractors,
    sum(answers) >= greatest(:scorecard_min_n, 2) AS is_enough
  FROM of_tier
  GROUP BY month, if(is_enough, tier, NULL), if(is_enough, part, NULL)
),

placed_tiers AS (
  SELECT *,
    row_number() OVER (PARTITION BY month ORDER BY is_enough, answers, tier, part) AS place,
    bool_or(NOT is_enough) OVER (PARTITION BY month) AS has_few
  FROM pooled_tiers
),

stratum AS (
  SELECT month, sum(cells) AS cells, sum(invited) AS invited, sum(answers) AS answers,
    sum(promoters) - sum(detractors) AS balance, sum(promoters) + sum(detractors) AS extremes,
    sum(answers) >= greatest(:scorecard_min_n, 2) AS is_enough
  FROM placed_tiers
  GROUP BY month, if(has_few AND place <= 2, 0, place)
),

weighed AS (
  SELECT *, invited / sum(invited) OVER (PARTITION BY month) AS weight,
    100 * balance / nullif(answers, 0) AS mean,
    10000 * (extremes - balance * balance / nullif(answers, 0)) / nullif(answers - 1, 0) AS variance
  FROM stratum
)

SELECT
  month,
  sum(cells) AS cells,
  if(bool_and(is_enough), count(*), NULL) AS strata,
  if(bool_and(is_enough), sum(weight * mean), NULL) AS nps,
  if(bool_and(is_enough), sum(weight * weight * variance / answers), NULL) AS variance
FROM weighed
GROUP BY month

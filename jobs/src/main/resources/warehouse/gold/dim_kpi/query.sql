-- What every KPI means. Grain: KPI. recompute_sql is put together from the columns beside it, so that
-- what is documented is what is computed; a test holds it against gold.kpi_scorecard.
-- Pillars and rules: docs/decisions/scorecard.md.
WITH kpi AS (
  SELECT * FROM VALUES
    ('nps', 'Promoters less detractors per 100 answers', 'nps', 'promoters - detractors', 'answers', 'kpi_survey_daily', "metric = 'nps'", 'score', 'up', 'personalisation'),
    ('csat', 'Satisfied answers per answer', 'share', 'favorable', 'answers', 'kpi_survey_daily', "metric = 'csat'", 'share', 'up', 'reliability'),
    ('csat_mean', 'Mean satisfaction, normalised to 0-1', 'mean', 'score_sum', 'answers', 'kpi_survey_daily', "metric = 'csat'", 'share', 'up', 'reliability'),
    ('ces', 'Easy answers per answer', 'share', 'favorable', 'answers', 'kpi_survey_daily', "metric = 'ces'", 'share', 'up', 'responsiveness'),
    ('ces_mean', 'Mean ease, normalised to 0-1', 'mean', 'score_sum', 'answers', 'kpi_survey_daily', "metric = 'ces'", 'share', 'up', 'responsiveness'),
    ('enps', "Employees' promoters less detractors per 100 answers of the month", 'nps', 'promoters - detractors', 'answers', 'kpi_enps_monthly', "segment_name = 'all' AND NOT suppressed", 'score', 'up', 'reliability'),
    ('closed_loop_rate', 'Detractors whom an agent contacted in public within 48 hours per detractor', 'share', 'followed_up', 'detractors', 'kpi_survey_daily', "metric = 'nps'", 'share', 'up', 'responsiveness'),
    ('survey_response_rate', 'Delivered invitations with a counted answer per delivered invitation, by the date of sending', 'share', 'responded', 'delivered', 'kpi_invitation_daily', 'true', 'share', 'up', 'personalisation'),
    ('first_reply_minutes', "Mean calendar minutes from creation to the first public agent reply, by the reply's date", 'mean', 'first_reply_ms_sum / 60000', 'first_reply_n', 'kpi_support_daily', 'true', 'minutes', 'down', 'responsiveness'),
    ('digital_first_reply_minutes', 'First reply time on digital channels (support.digital-channels)', 'mean', 'first_reply_ms_sum / 60000', 'first_reply_n', 'kpi_support_daily', 'channel IN (:digital)', 'minutes', 'down', 'innovation'),
    ('resolution_minutes', 'Mean calendar minutes from creation to the last change to solved, by its date', 'mean', 'resolution_ms_sum / 60000', 'resolution_n', 'kpi_support_daily', 'true', 'minutes', 'down', 'responsiveness'),
    ('first_reply_minutes_business', 'First reply time in working minutes of the schedule; calendar minutes of help desks that deliver no working hours (segment source parts them)', 'mean', 'first_reply_business_ms_sum / 60000', 'first_reply_business_n', 'kpi_support_daily', 'true', 'minutes', 'down', 'responsiveness'),
    ('digital_first_reply_minutes_business', 'First reply time on digital channels in working minutes; calendar minutes of help desks that deliver no working hours (segment source parts them)', 'mean', 'first_reply_business_ms_sum / 60000', 'first_reply_business_n', 'kpi_support_daily', 'channel IN (:digital)', 'minutes', 'down', 'responsiveness'),
    ('resolution_minutes_business', 'Time to resolution in working minutes of the schedule; calendar minutes of help desks that deliver no working hours (segment source parts them)', 'mean', 'resolution_business_ms_sum / 60000', 'resolution_business_n', 'kpi_support_daily', 'true', 'minutes', 'down', 'responsiveness'),
    ('first_reply_minutes_median', "Median calendar minutes from creation to the first public agent reply, right to 1 %", 'median', 'sqrt(bin_low_ms * bin_high_ms) / 60000', NULL, 'kpi_duration_histogram', "measure = 'first_reply' AND segment_name = 'all'", 'minutes', 'down', 'responsiveness'),
    ('first_reply_minutes_p90', "90th percentile of the calendar minutes from creation to the first public agent reply, right to 1 %", 'p90', 'sqrt(bin_low_ms * bin_high_ms) / 60000', NULL, 'kpi_duration_histogram', "measure = 'first_reply' AND segment_name = 'all'", 'minutes', 'down', 'responsiveness'),
    ('digital_first_reply_minutes_median', "Median calendar minutes to the first reply on digital channels, right to 1 %", 'median', 'sqrt(bin_low_ms * bin_high_ms) / 60000', NULL, 'kpi_duration_histogram', "measure = 'first_reply' AND segment_name = 'channel' AND segment_value IN (:digital)", 'minutes', 'down', 'innovation'),
    ('digital_first_reply_minutes_p90', "90th percentile of the calendar minutes to the first reply on digital channels, right to 1 %", 'p90', 'sqrt(bin_low_ms * bin_high_ms) / 60000', NULL, 'kpi_duration_histogram', "measure = 'first_reply' AND segment_name = 'channel' AND segment_value IN (:digital)", 'minutes', 'down', 'innovation'),
    ('resolution_minutes_median', "Median calendar minutes from creation to the last change to solved, right to 1 %", 'median', 'sqrt(bin_low_ms * bin_high_ms) / 60000', NULL, 'kpi_duration_histogram', "measure = 'resolution' AND segment_name = 'all'", 'minutes', 'down', 'responsiveness'),
    ('resolution_minutes_p90', "90th percentile of the calendar minutes from creation to the last change to solved, right to 1 %", 'p90', 'sqrt(bin_low_ms * bin_high_ms) / 60000', NULL, 'kpi_duration_histogram', "measure = 'resolution' AND segment_name = 'all'", 'minutes', 'down', 'responsiveness'),
    ('sla_attainment', 'Promised first replies kept per promise decided, those of policies and of the default target together (segment promise parts them)', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'first_reply_time'", 'share', 'up', 'reliability'),
    ('sla_attainment_next_reply', 'Promised next replies kept per promise decided', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'next_reply_time'", 'share', 'up', 'reliability'),
    ('sla_attainment_periodic_update', 'Promised updates kept per promise decided', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'periodic_update_time'", 'share', 'up', 'reliability'),
    ('sla_attainment_pausable_update', 'Promised updates, pending time left out, kept per promise decided', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'pausable_update_time'", 'share', 'up', 'reliability'),
    ('sla_attainment_requester_wait', 'Promised limits of the waiting time kept per promise decided', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'requester_wait_time'", 'share', 'up', 'reliability'),
    ('sla_attainment_agent_work', 'Promised limits of the working time kept per promise decided', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'agent_work_time'", 'share', 'up', 'reliability'),
    ('sla_attainment_resolution', 'Promised resolutions kept per promise decided', 'share', 'met', 'met + breached', 'kpi_sla_daily', "metric = 'total_resolution_time'", 'share', 'up', 'reliability'),
    ('fcr_rate', 'Tickets resolved at first contact per resolved ticket with a reply', 'share', 'fcr_numerator', 'fcr_denominator', 'kpi_support_daily', 'true', 'share', 'up', 'reliability'),
    ('one_touch_rate', 'Tickets resolved with exactly one public agent reply per ticket resolved with any', 'share', 'one_touch', 'one_touch + two_touch + multi_touch', 'kpi_support_daily', 'true', 'share', 'up', 'responsiveness'),
    ('reopen_rate', 'Tickets reopened within 7 days of their first resolution per first resolved ticket whose source can tell', 'share', 'tickets_reopened', 'tickets_reopen_known', 'kpi_support_daily', 'tickets_reopened IS NOT NULL', 'share', 'down', 'reliability'),
    ('escalation_rate', 'Escalated tickets per resolved ticket whose source can tell', 'share', 'escalated', 'tickets_escalation_known', 'kpi_support_daily', 'escalated IS NOT NULL', 'share', 'down', 'reliability'),
    ('backlog', 'Tickets unsolved at the end of the date', 'total', 'tickets', NULL, 'kpi_backlog_daily', 'true', 'tickets', 'down', 'responsiveness'),
    ('chatbot_containment', 'Chatbot conversations never handed over to an agent per conversation', 'share', 'contained', 'conversations', 'kpi_chatbot_daily', 'true', 'share', 'up', 'innovation'),
    ('retention_rate', 'Customers kept over the month per customer active at its start', 'share', 'customers_start - customers_churned', 'customers_start', 'kpi_churn_monthly', ':basis', 'share', 'up', 'reliability'),
    ('churn_rate', 'Customers lost over the month per customer active at its start', 'share', 'customers_churned', 'customers_start', 'kpi_churn_monthly', ':basis', 'share', 'down', 'reliability'),
    ('gross_revenue_retention', "Recurring revenue kept of the month's start, without expansion", 'ratio', 'mrr_start - mrr_contraction - mrr_churn', 'mrr_start', 'kpi_churn_monthly', ':money', 'share', 'up', 'reliability'),
    ('net_revenue_retention', "Recurring revenue of the month's start, with expansion, less losses", 'ratio', 'mrr_start + mrr_expansion - mrr_contraction - mrr_churn:reactivation', 'mrr_start', 'kpi_churn_monthly', ':money', 'share', 'up', 'reliability'),
    ('nrr_12m', 'Recurring revenue now of the customers of twelve months ago per revenue then', 'ratio', 'mrr_12m_end', 'mrr_12m_start', 'kpi_churn_monthly', ':money', 'share', 'up', 'reliability'),
    ('mrr', 'Monthly recurring revenue at the end of the window', 'total', 'mrr_end', NULL, 'kpi_churn_monthly', ':money', 'amount', 'up', 'reliability'),
    ('clv_mean', 'Mean margin expected of a customer over the next months (clv.horizon-months)', 'mean', 'clv_12m', 'CASE WHEN clv_12m IS NOT NULL THEN 1 END', 'kpi_customer_clv', 'true', 'amount', 'up', 'personalisation'),
    ('repeat_purchase_rate', 'Customers with purchases on two days or more in 365 per buyer in 365', 'share', 'CASE WHEN days >= 2 THEN 1 ELSE 0 END', '1', 'fct_purchase_day', NULL, 'share', 'up', 'personalisation'),
    ('omnichannel_share', 'Customers with contacts in two channels or more in 90 days per customer with any', 'share', 'CASE WHEN channels >= 2 THEN 1 ELSE 0 END', '1', 'fct_interaction', NULL, 'share', 'up', 'innovation'),
    ('referral_share', 'New customers won by referral per new customer, by the date on which they were acquired', 'share', "CASE WHEN lower(acquisition_channel) = 'referral' THEN 1 ELSE 0 END", '1', 'dim_customer', 'is_current', 'share', 'up', 'personalisation'),
    ('on_time_rate', 'Order lines delivered by their promise per line delivered that had one', 'share', 'CASE WHEN delivered_at <= promised_at THEN 1 ELSE 0 END', '1', 'fct_order', 'NOT is_refund AND promised_at IS NOT NULL', 'share', 'up', 'reliability'),
    ('web_engagement_rate', 'Engaged sessions per session on the website', 'share', 'engaged_sessions', 'sessions', 'kpi_web_daily', 'true', 'share', 'up', 'innovation'),
    ('checkout_abandonment_rate', 'Sessions with a checkout less sessions with a purchase, per session with a checkout', 'ratio', 'checkouts_begun - purchases', 'checkouts_begun', 'kpi_web_daily', 'true', 'share', 'down', 'innovation'),
    ('social_engagement_rate', 'Likes, shares and comments per impression, where impressions are known', 'ratio', 'rated_engagements', 'rated_impressions', 'kpi_social_daily', 'rated_impressions IS NOT NULL', 'share', 'up', 'innovation')
  AS k (kpi, definition, statistic, numerator, denominator, source_table, filter, unit, direction, pillar)
),

placed AS (
  SELECT
    kpi, definition, statistic, denominator, source_table, unit, direction, pillar,
    replace(numerator, ':reactivation', IF(:nrr_includes_reactivation, ' + mrr_reactivation', '')) AS numerator,
    replace(replace(replace(filter,
      ':basis', "segment_name = 'all' AND basis = (SELECT max(basis) FROM gold.kpi_churn_monthly)"),
      ':money', "segment_name = 'all' AND basis = 'subscriptions'"),
      ':digital', coalesce(d.channels, 'NULL')) AS filter,
    CASE
      WHEN kpi = 'mrr' THEN 'month_to_date'
      WHEN source_table IN ('kpi_churn_monthly', 'kpi_enps_monthly') THEN 'month'
      WHEN kpi IN ('clv_mean', 'repeat_purchase_rate', 'omnichannel_share') THEN 'date'
      ELSE 'day'
    END AS period,
    CASE source_table
      WHEN 'fct_order' THEN "to_date(from_utc_timestamp(delivered_at, '" || :timezone || "'))"
      ELSE coalesce(map('kpi_churn_monthly', 'month', 'kpi_enps_monthly', 'month', 'kpi_customer_clv', 'as_of_date',
        'kpi_invitation_daily', 'sent_date', 'fct_interaction', 'interaction_date', 'dim_customer', 'acquired_date', 'fct_purchase_day', 'purchase_date')[source_table],
        'metric_date')
    END AS date_column
  FROM kpi k
  CROSS JOIN (
    SELECT array_join(sort_array(collect_list("'" || replace(channel, "'", "\\'") || "'")), ', ') AS channels
    FROM config.digital_channel) d
),

dated AS (
  SELECT
    *,
    IF(statistic = 'nps', 100.0D, 1.0D) AS value_factor,
    CASE
      WHEN statistic IN ('median', 'p90') THEN 'non-additive'
      WHEN period = 'day' AND kpi <> 'backlog' THEN 'additive'
      ELSE 'semi-additive'
    END AS additivity,
    coalesce(map('fcr_rate', :fcr_window_days, 'reopen_rate', 7, 'survey_response_rate', :response_maturity_days,
      'closed_loop_rate', 2, 'enps', :employee_close_days)[kpi], 0) AS maturity_lag_days,
    CASE
      WHEN kpi = 'omnichannel_share' THEN
        '(SELECT customer_id, count(DISTINCT channel) AS channels FROM gold.fct_interaction WHERE customer_id IS NOT NULL'
        || ' AND interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end GROUP BY customer_id)'
      -- who counts once per window is told by answers, not by their daily sums
      WHEN :survey_counting = 'respondent' AND kpi IN ('nps', 'csat', 'csat_mean', 'ces', 'ces_mean') THEN
        "(SELECT 1 AS answers, score_normalized AS score_sum, IF(answer_group = 'promoter', 1, 0) AS promoters,"
        || " IF(answer_group = 'detractor', 1, 0) AS detractors, IF(answer_group IN ('satisfied', 'easy'), 1, 0) AS favorable,"
        || ' row_number() OVER (PARTITION BY survey_id, question_id, coalesce(customer_id, customer_source_key, response_id)'
        || ' ORDER BY responded_at DESC, response_id DESC) AS place FROM gold.fct_survey_response WHERE '
        || filter || ' AND response_date BETWEEN :window_start AND :window_end) WHERE place = 1'
      WHEN kpi = 'repeat_purchase_rate' THEN
        '(SELECT customer_id, count(*) AS days FROM gold.fct_purchase_day WHERE is_purchase'
        || ' AND purchase_date BETWEEN date_sub(:window_end, 364) AND :window_end GROUP BY customer_id)'
      WHEN kpi = 'backlog' OR period = 'date' THEN 'gold.' || source_table || ' WHERE ' || date_column || ' = :window_end AND ' || filter
      WHEN period IN ('month', 'month_to_date') THEN 'gold.' || source_table || " WHERE month = trunc(:window_end, 'MM') AND " || filter
      ELSE 'gold.' || source_table || ' WHERE ' || date_column || ' BETWEEN :window_start AND :window_end AND ' || filter
    END AS parts
  FROM placed
)

SELECT
  kpi,
  definition,
  statistic,
  numerator,
  denominator,
  value_factor,
  'gold.' || source_table AS source_table,
  date_column,
  unit,
  direction,
  additivity,
  period,
  CAST(maturity_lag_days AS INT) AS maturity_lag_days,
  pillar,
  CASE
    WHEN statistic IN ('median', 'p90') THEN 'SELECT min(minutes) AS value FROM (SELECT minutes, sum(n) OVER (ORDER BY bin) AS up_to, sum(n) OVER () AS total'
      || ' FROM (SELECT bin, ' || numerator || ' AS minutes, sum(n) AS n FROM ' || parts || ' GROUP BY bin, bin_low_ms, bin_high_ms))'
      || ' WHERE up_to >= ' || IF(statistic = 'median', '0.5', '0.9') || ' * total'
    WHEN statistic <> 'total' THEN 'SELECT ' || CAST(value_factor AS INT) || ' * CAST(sum(' || numerator
      || ') AS DOUBLE) / nullif(CAST(sum(' || denominator || ') AS DOUBLE), 0) AS value FROM ' || parts
    WHEN kpi = 'backlog' THEN 'SELECT CAST(coalesce(sum(tickets), 0) AS DOUBLE) AS value FROM ' || parts
    ELSE 'SELECT CAST(sum(' || numerator || ') AS DOUBLE) AS value FROM ' || parts
  END AS recompute_sql
FROM dated

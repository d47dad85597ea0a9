-- gold.fct_marketing_spend names the row of spend: by spend_id its record (silver.marketing_spend).
-- Not listed: exchange rates.
-- Grain: one row per row of spend.
SELECT spend_id AS id, 'silver.marketing_spend' AS named_in, spend_id AS record_id
FROM gold.fct_marketing_spend

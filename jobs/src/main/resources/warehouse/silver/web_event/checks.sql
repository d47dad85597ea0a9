-- warn without_session: More than half of the new events belong to no session (ga_session_id is not exported)
SELECT count(*) AS events, count(session_id) AS with_session FROM candidate
HAVING count(*) >= 20 AND count(session_id) * 2 < count(*);

-- warn countries_are_known: countries that nobody knows by this name: they are kept as delivered (add the name to vendor-lists/countries.csv)
SELECT country, count(*) AS events FROM candidate WHERE length(country) > 2 GROUP BY country;

-- warn optional_value_unread: Revenues that are no number, or beyond 10^12, are not known; the purchases count
SELECT _unread, count(*) AS events FROM candidate WHERE _unread IS NOT NULL GROUP BY _unread;

-- warn purchases_without_rate: purchases in a currency without a rate on or before their date: their revenue is not known (add the rate to billing's fx_rates)
SELECT currency, count(*) AS purchases FROM candidate WHERE revenue IS NOT NULL AND revenue_reporting IS NULL GROUP BY currency;

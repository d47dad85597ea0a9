-- fail all_tickets: every ticket is in the whole of its month and help desk
SELECT a.n, i.n AS expected
FROM (
  SELECT coalesce(sum(tickets_all), 0) AS n
  FROM (SELECT DISTINCT month, source, tickets_all FROM after)) a
CROSS JOIN (SELECT count(*) AS n FROM gold.fct_ticket) i
WHERE a.n <> i.n;

-- fail part_exceeds_whole: no topic has more tickets than the help desk
SELECT month, topic, source FROM candidate
WHERE tickets > tickets_all OR tickets_previous > tickets_all_previous OR ratings > tickets OR satisfied > ratings

-- Service level agreements: what is promised, and to which tickets.
-- Grain: one row per policy.
-- Rule: docs/decisions/support.md, "Which policy".
CREATE TABLE silver.sla_policy (
  policy_id STRING COMMENT 'Policy, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  title STRING COMMENT 'Title',
  position INT COMMENT 'Order of the policies: the first that applies to a ticket counts; null is last',
  `filter` STRING COMMENT 'Conditions on a ticket, as delivered (JSON): the argument of sla_filter_applies()',
  is_readable BOOLEAN COMMENT 'Whether the filter can be read; if not, the policy applies to nothing',
  targets ARRAY<STRUCT<metric: STRING, priority: STRING, minutes: DOUBLE, is_business: BOOLEAN>> COMMENT 'What is promised: metric, priority of the ticket, minutes, and whether these are working time'
) USING delta
COMMENT 'Service level agreements and their targets'
TBLPROPERTIES (
  'cxw.key' = 'policy_id',
  'cxw.grain' = 'policy',
  'cxw.owner' = 'support',
  'cxw.mode' = 'full'
)

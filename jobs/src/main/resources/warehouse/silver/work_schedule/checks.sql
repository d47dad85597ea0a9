-- fail one_default: a help desk with schedules that can be read has exactly one default
SELECT source FROM after WHERE hours IS NOT NULL GROUP BY source HAVING count_if(is_default) <> 1;

-- warn unreadable_schedule: a schedule that cannot be read: tickets that name it have no working time
SELECT schedule_id, name, time_zone FROM after WHERE hours IS NULL;

-- warn default_is_not_delivered: support.default-schedules names a schedule that no delivery holds
SELECT c.source, c.schedule_id
FROM config.default_schedule c
WHERE NOT EXISTS (SELECT 1 FROM after a WHERE a.schedule_id = concat(c.source, ':', c.schedule_id))

-- Tickets of Zendesk and cases of Salesforce: replies, waits, resolution, first contact resolution, in
-- calendar and in business time; the daily parts; the backlog.
-- Rules: docs/decisions/support.md.
CREATE TEMP TABLE staff AS
SELECT DISTINCT 'zendesk:' || u.id AS person
FROM (SELECT unnest(users) AS u FROM read_json(getvariable('zendesk_users'), columns = {users: 'STRUCT(id BIGINT, "role" VARCHAR)[]'}))
WHERE u."role" <> 'end-user'
UNION
SELECT DISTINCT 'salesforce:' || Id
FROM read_csv(getvariable('salesforce_user'), header = true, auto_detect = false, columns = {Id: 'VARCHAR', Email: 'VARCHAR',
  UserRoleName: 'VARCHAR', UserType: 'VARCHAR', IsActive: 'VARCHAR', SystemModstamp: 'VARCHAR'})
WHERE UserType = 'Standard';

-- Working hours of each schedule as stretches of UTC with what was worked before: a day at a time, without holidays.
CREATE TEMP TABLE work AS
WITH schedule AS (
  SELECT s.id AS schedule, s.time_zone AS zone, s.intervals AS intervals, s.holidays AS holidays
  FROM (SELECT unnest(schedules) AS s FROM read_json(getvariable('zendesk_schedules'), columns = {schedules:
    'STRUCT(id BIGINT, time_zone VARCHAR, intervals STRUCT(start_time INTEGER, end_time INTEGER)[], holidays STRUCT(start_date DATE, end_date DATE)[])[]'}))
),

day AS (
  SELECT schedule, zone, intervals, CAST(day AS DATE) AS day
  FROM schedule, range(getvariable('as_of') - INTERVAL 3 YEAR, getvariable('as_of') + INTERVAL 2 DAY, INTERVAL 1 DAY) d(day)
  WHERE len(list_filter(holidays, lambda h: day BETWEEN h.start_date AND h.end_date)) = 0
),

piece AS (
  SELECT schedule, zone, day, dayofweek(day) * 1440 AS midnight, unnest(intervals) AS i FROM day
),

stretch AS (
  SELECT schedule, (day + to_minutes(greatest(i.start_time - midnight, 0))) AT TIME ZONE zone AS begins,
    (day + to_minutes(least(i.end_time - midnight, 1440))) AT TIME ZONE zone AS ends
  FROM piece
  WHERE i.start_time < midnight + 1440 AND i.end_time > midnight
)

SELECT schedule, begins, ends, epoch_us(ends) - epoch_us(begins) AS length,
  coalesce(sum(epoch_us(ends) - epoch_us(begins)) OVER (PARTITION BY schedule ORDER BY begins ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
FROM stretch;
CREATE MACRO worked(w, moment) AS w.before + least(w.length, epoch_us(moment) - epoch_us(w.begins));

CREATE MACRO zendesk_channel(name) AS CASE name WHEN 'voice' THEN 'phone' WHEN 'facebook' THEN 'social' ELSE name END;
CREATE MACRO case_status(name) AS CASE lower(name) WHEN 'new' THEN 'new' WHEN 'working' THEN 'open' WHEN 'in progress' THEN 'open'
  WHEN 'escalated' THEN 'open' WHEN 'waiting on customer' THEN 'pending' WHEN 'on hold' THEN 'hold' WHEN 'solved' THEN 'solved'
  WHEN 'closed' THEN 'closed' ELSE 'open' END;
CREATE MACRO desk_status(name) AS CASE WHEN lower(name) = 'on-hold' THEN 'hold' ELSE lower(name) END;
CREATE MACRO case_priority(name) AS CASE lower(name) WHEN 'medium' THEN 'normal' WHEN 'critical' THEN 'urgent' ELSE lower(name) END;

-- Lines are parsed one by one: the reader of JSON lines loses the line after one that was cut.
CREATE TEMP TABLE audit AS
SELECT a.id AS id, 'zendesk:' || a.ticket_id AS ticket_id, instant(a.created_at) AS moment, a.author_id AS author_id, a.via AS via, a.events AS events
FROM (
  SELECT filename, CASE WHEN json_valid(line) THEN json_transform(line, '{"id": "BIGINT", "ticket_id": "BIGINT", "created_at": "VARCHAR", "author_id": "BIGINT",
    "via": {"channel": "VARCHAR", "source": {"rel": "VARCHAR", "from": {"ticket_ids": ["BIGINT"]}}},
    "events": [{"type": "VARCHAR", "field_name": "VARCHAR", "value": "VARCHAR", "previous_value": "VARCHAR", "public": "BOOLEAN", "author_id": "BIGINT",
      "previous_schedule_id": "VARCHAR", "new_schedule_id": "VARCHAR"}]}') END AS a
  FROM read_csv(getvariable('zendesk_ticket_audits'), columns = {line: 'VARCHAR'}, header = false, auto_detect = false, delim = '\x01', quote = '', escape = '',
    filename = true))
WHERE a.id IS NOT NULL AND a.ticket_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY filename DESC) = 1;

CREATE TEMP TABLE sf_case AS
SELECT *, instant(CreatedDate) AS created_at
FROM read_csv(getvariable('salesforce_case'), header = true, auto_detect = false, ignore_errors = true, filename = true,
  columns = {Id: 'VARCHAR', CaseNumber: 'VARCHAR', ContactId: 'VARCHAR', AccountId: 'VARCHAR', OwnerId: 'VARCHAR', Status: 'VARCHAR', Priority: 'VARCHAR',
    Origin: 'VARCHAR', Subject: 'VARCHAR', "Type": 'VARCHAR', IsClosed: 'VARCHAR', IsEscalated: 'VARCHAR', ClosedDate: 'VARCHAR', IsDeleted: 'VARCHAR',
    CreatedDate: 'VARCHAR', SystemModstamp: 'VARCHAR'})
WHERE Id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY Id ORDER BY instant(SystemModstamp) DESC NULLS LAST, filename DESC) = 1;

CREATE TEMP TABLE ticket AS
WITH desk AS (
  SELECT t.*
  FROM (
    SELECT unnest(tickets) AS t, filename
    FROM read_json(getvariable('zendesk_tickets'), filename = true, columns = {tickets: 'STRUCT(id BIGINT, status VARCHAR, priority VARCHAR,
      via STRUCT(channel VARCHAR), requester_id BIGINT, assignee_id BIGINT, group_id BIGINT, tags VARCHAR[], created_at VARCHAR, updated_at VARCHAR,
      generated_timestamp BIGINT)[]'}))
  WHERE t.id IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY t.id
    ORDER BY instant(t.updated_at) DESC NULLS LAST, t.generated_timestamp DESC NULLS LAST, filename DESC) = 1
),

merged AS (
  SELECT DISTINCT 'zendesk:' || unnest(via.source."from".ticket_ids) AS ticket_id
  FROM audit WHERE via.source.rel = 'merge' AND moment < getvariable('as_of_end')
),

told AS (
  SELECT 'zendesk:' || id AS ticket_id, 'zendesk' AS source, desk_status(status) AS status, lower(priority) AS priority,
    zendesk_channel(via.channel) AS channel, 'zendesk:' || group_id AS group_id, 'zendesk:' || assignee_id AS agent_id,
    'zendesk:' || requester_id AS requester, instant(created_at) AS created_at, list_contains(tags, 'escalated') AS is_escalated,
    list_contains(tags, 'closed_by_merge') OR 'zendesk:' || id IN (FROM merged) AS is_gone, instant(updated_at) AS updated_at
  FROM desk
  UNION ALL
  SELECT 'salesforce:' || Id, 'salesforce', case_status(Status), case_priority(Priority),
    CASE lower(Origin) WHEN 'facebook' THEN 'social' ELSE lower(Origin) END,
    CASE WHEN OwnerId LIKE '00G%' THEN 'salesforce:' || OwnerId END, CASE WHEN OwnerId NOT LIKE '00G%' THEN 'salesforce:' || OwnerId END,
    'salesforce:' || ContactId, created_at, lower(IsEscalated) = 'true', lower(IsDeleted) = 'true', instant(SystemModstamp)
  FROM sf_case
)

SELECT t.* EXCLUDE is_gone, l.customer_id
FROM told t
LEFT JOIN lookup l ON l.key = t.requester
WHERE t.created_at < getvariable('as_of_end') AND NOT coalesce(t.is_gone, false) AND coalesce(t.status, '') <> 'deleted';

CREATE TEMP TABLE ticket_event AS
WITH item AS (
  SELECT id, ticket_id, moment, via, author_id, len(list_filter(events, lambda e: e."type" = 'Create')) > 0 AS is_opening,
    len(list_filter(events, lambda e: e."type" LIKE '%Comment')) > 0 AS has_comment, unnest(events) AS e,
    generate_subscripts(events, 1) AS n
  FROM audit
  WHERE moment IS NOT NULL
),

desk AS (
  SELECT ticket_id, moment, id AS sequence, n, false AS is_derived, 'zendesk:' || coalesce(e.author_id, author_id) AS actor,
    CASE
      WHEN e."type" LIKE '%Comment' AND is_opening THEN 'created'
      WHEN e."type" LIKE '%Comment' THEN CASE WHEN e."public" AND (via.source.rel IS DISTINCT FROM 'merge') THEN 'reply' ELSE 'note' END
      WHEN is_opening AND NOT has_comment AND n = 1 THEN 'created'
      WHEN e.field_name = 'status' AND e."value" <> 'deleted' THEN 'status'
      WHEN e.field_name = 'priority' THEN 'priority'
      WHEN e.field_name = 'assignee_id' THEN 'assignment'
      WHEN e."type" = 'ScheduleAssignment' THEN 'schedule'
    END AS kind,
    coalesce(e."public", false) AS is_public, zendesk_channel(via.channel) AS channel,
    CASE e."type" WHEN 'Change' THEN nullif(e.previous_value, '') WHEN 'ScheduleAssignment' THEN e.previous_schedule_id END AS old,
    coalesce(nullif(e."value", ''), e.new_schedule_id) AS new
  FROM item
),

history AS (
  SELECT * FROM read_csv(getvariable('salesforce_case_history'), header = true, auto_detect = false, ignore_errors = true, filename = true,
    columns = {Id: 'VARCHAR', CaseId: 'VARCHAR', Field: 'VARCHAR', OldValue: 'VARCHAR', NewValue: 'VARCHAR', CreatedById: 'VARCHAR', CreatedDate: 'VARCHAR'})
  WHERE Id IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY Id ORDER BY instant(CreatedDate) DESC NULLS LAST, filename DESC) = 1
),

comment AS (
  SELECT * FROM read_csv(getvariable('salesforce_case_comment'), header = true, auto_detect = false, ignore_errors = true, filename = true,
    columns = {Id: 'VARCHAR', ParentId: 'VARCHAR', IsPublished: 'VARCHAR', CommentBody: 'VARCHAR', CreatedById: 'VARCHAR', CreatedDate: 'VARCHAR',
      IsDeleted: 'VARCHAR', SystemModstamp: 'VARCHAR'})
  WHERE Id IS NOT NULL AND ParentId IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY Id ORDER BY instant(SystemModstamp) DESC NULLS LAST, filename DESC) = 1
),

every AS (
  SELECT ticket_id, moment, CAST(sequence AS VARCHAR) AS part, sequence, lpad(CAST(n AS VARCHAR), 4, '0') AS id, is_derived, actor, kind, is_public, channel,
    CASE kind WHEN 'status' THEN desk_status(old) WHEN 'assignment' THEN 'zendesk:' || old ELSE lower(old) END AS old,
    CASE kind WHEN 'status' THEN desk_status(new) WHEN 'assignment' THEN 'zendesk:' || new ELSE lower(new) END AS new
  FROM desk WHERE kind IS NOT NULL
  UNION ALL
  SELECT 'salesforce:' || CaseId, instant(CreatedDate), Id, NULL, Id, false, 'salesforce:' || CreatedById,
    CASE lower(Field) WHEN 'owner' THEN 'assignment' ELSE lower(Field) END, NULL, NULL,
    CASE lower(Field) WHEN 'status' THEN CASE WHEN OldValue IS NOT NULL THEN case_status(OldValue) END WHEN 'priority' THEN case_priority(OldValue)
      WHEN 'owner' THEN CASE WHEN OldValue LIKE '005%' THEN 'salesforce:' || OldValue END END,
    CASE lower(Field) WHEN 'status' THEN case_status(NewValue) WHEN 'priority' THEN case_priority(NewValue)
      WHEN 'owner' THEN CASE WHEN NewValue LIKE '005%' THEN 'salesforce:' || NewValue END END
  FROM history
  WHERE CaseId IS NOT NULL AND (lower(Field) IN ('created', 'status', 'priority') OR (lower(Field) = 'owner' AND regexp_matches(NewValue, '^00[5G][A-Za-z0-9]*$')))
  UNION ALL
  SELECT 'salesforce:' || ParentId, instant(CreatedDate), Id, NULL, Id, false, 'salesforce:' || CreatedById,
    CASE WHEN lower(IsPublished) = 'true' THEN 'reply' ELSE 'note' END, lower(IsPublished) = 'true', 'conversation', NULL, NULL
  FROM comment WHERE coalesce(lower(IsDeleted), 'false') <> 'true'
  UNION ALL
  SELECT 'salesforce:' || Id, instant(ClosedDate), Id, NULL, Id, true, NULL, 'status', NULL, NULL, NULL, 'closed'
  FROM sf_case WHERE lower(IsClosed) = 'true'
)

SELECT e.*, t.source, t.created_at, t.channel AS ticket_channel,
  CASE WHEN e.actor = t.requester THEN 'end_user' WHEN e.channel = 'rule' THEN 'system' WHEN e.actor IN (FROM staff) THEN 'agent' ELSE 'end_user' END AS actor_role
FROM every e
JOIN ticket t USING (ticket_id)
WHERE e.moment < getvariable('as_of_end');

CREATE TEMP TABLE span AS
WITH change AS (
  SELECT *, bool_or(NOT is_derived AND new IN ('solved', 'closed')) OVER (PARTITION BY ticket_id) AS is_told
  FROM ticket_event WHERE kind = 'status'
),

known AS (
  SELECT ticket_id, moment, is_derived, coalesce(sequence, 0) AS sequence, id, old, new AS status, created_at
  FROM change WHERE CASE WHEN is_derived THEN NOT is_told ELSE moment >= created_at END
),

-- a record that was changed after all of its history, and says otherwise: the end was not delivered
endless AS (
  SELECT ticket_id
  FROM ticket t
  JOIN (SELECT * FROM known QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY moment DESC, is_derived DESC, sequence DESC, id DESC) = 1) k
    USING (ticket_id)
  WHERE t.updated_at > k.moment AND (t.status IN ('solved', 'closed')) <> (k.status IN ('solved', 'closed'))
),

-- solved before the first change, and the opening was not delivered: nobody knows since when
late AS (
  SELECT ticket_id
  FROM (SELECT * FROM known QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY moment, is_derived, sequence, id) = 1) k
  WHERE moment > created_at AND old IN ('solved', 'closed')
    AND ticket_id NOT IN (SELECT ticket_id FROM ticket_event WHERE kind = 'created' AND NOT is_derived)
),

point AS (
  SELECT * FROM known
  WHERE ticket_id NOT IN (FROM endless)
  QUALIFY ticket_id NOT IN (FROM late)
    OR bool_or(status NOT IN ('solved', 'closed')) OVER (PARTITION BY ticket_id ORDER BY moment, is_derived, sequence, id)
),

-- where the history does not begin with the ticket, the first change says what was before; without any the ticket itself
start AS (
  SELECT t.ticket_id, t.created_at AS moment, false AS is_derived, -1 AS sequence, '' AS id,
    CASE WHEN p.ticket_id IS NULL THEN CASE WHEN t.status NOT IN ('solved', 'closed') THEN t.status END
      WHEN p.moment <= t.created_at THEN NULL WHEN p.is_derived THEN 'open' ELSE coalesce(p.old, p.status) END AS status
  FROM (SELECT * FROM ticket WHERE ticket_id NOT IN (FROM endless) AND ticket_id NOT IN (FROM late)) t
  LEFT JOIN (SELECT * FROM point QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY moment, is_derived, sequence, id) = 1) p USING (ticket_id)
),

moved AS (
  SELECT * FROM (
    SELECT ticket_id, moment, is_derived, sequence, id, status FROM point UNION ALL SELECT * FROM start WHERE status IS NOT NULL)
  QUALIFY status IS DISTINCT FROM lag(status) OVER (PARTITION BY ticket_id ORDER BY moment, is_derived, sequence, id)
)

SELECT *, lead(moment) OVER w AS until, status IN ('solved', 'closed') AS is_done, coalesce(lag(status) OVER w IN ('solved', 'closed'), false) AS was_done,
  row_number() OVER w AS n
FROM moved
WINDOW w AS (PARTITION BY ticket_id ORDER BY moment, is_derived, sequence, id);

CREATE TEMP TABLE flow AS
SELECT ticket_id, arg_max(status, n) AS status, bool_or(is_derived) AS is_derived, min(moment) AS begins_at,
  min(moment) FILTER (is_done AND NOT was_done) AS first_resolved_at, max(moment) FILTER (is_done AND NOT was_done) AS last_resolved_at,
  min(moment) FILTER (NOT is_done AND was_done) AS first_reopened_at, count_if(NOT is_done AND was_done) AS reopens,
  coalesce(sum(epoch_ms(until) - epoch_ms(moment)) FILTER (status IN ('new', 'open', 'hold')), 0) AS requester_wait,
  coalesce(sum(epoch_ms(until) - epoch_ms(moment)) FILTER (status = 'pending'), 0) AS agent_wait,
  coalesce(sum(epoch_ms(until) - epoch_ms(moment)) FILTER (status = 'hold'), 0) AS hold
FROM span
GROUP BY ticket_id;

CREATE TEMP TABLE fact AS
WITH reply AS (
  SELECT ticket_id, moment, actor_role, CASE channel WHEN 'conversation' THEN ticket_channel ELSE channel END AS channel
  FROM ticket_event
  WHERE kind = 'reply' AND is_public AND moment > created_at
),

answer AS (
  SELECT ticket_id, min(moment) AS first_reply_at, count_if(channel IS DISTINCT FROM 'chat') AS written, list(moment) FILTER (channel = 'chat') AS chats
  FROM reply WHERE actor_role = 'agent' GROUP BY ticket_id
),

asked AS (SELECT ticket_id, count(*) AS n FROM reply WHERE actor_role = 'end_user' GROUP BY ticket_id),

-- all that agents write in one chat session is one reply; a session ends when the ticket is solved or closed
done AS (SELECT ticket_id, list(moment) AS ends FROM ticket_event WHERE kind = 'status' AND new IN ('solved', 'closed') GROUP BY ticket_id),

other AS (
  SELECT ticket_id, bool_or(NOT is_derived) AS has_events, bool_or(kind = 'created') AS is_whole,
    bool_or(kind = 'status' AND NOT is_derived) AS has_change,
    arg_max(new, (moment, coalesce(sequence, 0), id)) FILTER (kind = 'priority') AS priority
  FROM ticket_event GROUP BY ticket_id
),

assigned AS (
  SELECT ticket_id, arg_max({'to': new}, n) AS last, count_if(new <> before) AS handoffs
  FROM (
    SELECT *, coalesce(last_value(new IGNORE NULLS) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), first_value(old) OVER w) AS before,
      row_number() OVER w AS n
    FROM ticket_event WHERE kind = 'assignment'
    WINDOW w AS (PARTITION BY ticket_id ORDER BY moment, coalesce(sequence, 0), id))
  GROUP BY ticket_id
),

life AS (
  SELECT t.ticket_id, t.source, coalesce(f.status, t.status) AS status, CASE WHEN o.priority IS NULL THEN t.priority ELSE o.priority END AS priority,
    t.channel, t.group_id, CASE WHEN g.ticket_id IS NULL THEN t.agent_id ELSE g.last['to'] END AS agent_id, t.customer_id,
    coalesce(t.customer_id, t.requester, t.ticket_id) AS customer_ref, t.created_at, f.first_reopened_at,
    CASE WHEN NOT (f.begins_at > t.created_at OR (coalesce(o.has_events, false) AND NOT o.is_whole)) THEN f.first_resolved_at END AS first_resolved_at,
    CASE WHEN f.status IN ('solved', 'closed') THEN f.last_resolved_at END AS resolved_at, t.is_escalated,
    f.ticket_id IS NOT NULL OR NOT (t.status IN ('solved', 'closed') OR coalesce(o.has_change, false)) AS has_end,
    -- cases from before the first comment that is delivered of any: their own may begin anywhere
    CASE t.source WHEN 'salesforce' THEN t.created_at >= commented.since ELSE coalesce(o.has_events AND o.is_whole, false) END AS knows_first_reply,
    knows_first_reply AND (t.source = 'salesforce' OR has_end) AS knows_replies,
    coalesce(o.is_whole, false) AND has_end AND (t.source = 'salesforce' OR o.has_events) AS knows_changes,
    knows_changes AND NOT coalesce(f.is_derived, true) AND f.begins_at <= t.created_at AS knows_flow,
    a.first_reply_at, coalesce(a.written, 0) + len(list_distinct(list_transform(coalesce(a.chats, []),
      lambda c: len(list_filter(coalesce(d.ends, []), lambda e: e < c))))) AS agent_replies,
    coalesce(q.n, 0) AS customer_replies, coalesce(f.reopens, 0) AS reopens, coalesce(g.handoffs, 0) AS handoffs,
    f.requester_wait, f.agent_wait, f.hold
  FROM ticket t
  CROSS JOIN (SELECT min(moment) AS since FROM ticket_event WHERE source = 'salesforce' AND kind IN ('reply', 'note')) commented
  LEFT JOIN flow f USING (ticket_id) LEFT JOIN answer a USING (ticket_id) LEFT JOIN asked q USING (ticket_id) LEFT JOIN done d USING (ticket_id)
  LEFT JOIN other o USING (ticket_id) LEFT JOIN assigned g USING (ticket_id)
)

SELECT * EXCLUDE (requester_wait, agent_wait, hold, has_end, knows_first_reply) REPLACE (
    CASE WHEN knows_first_reply THEN first_reply_at END AS first_reply_at, CASE WHEN knows_replies THEN agent_replies END AS agent_replies,
    CASE WHEN knows_replies THEN customer_replies END AS customer_replies, CASE WHEN knows_flow THEN reopens END AS reopens,
    CASE WHEN knows_changes THEN handoffs END AS handoffs),
  CASE WHEN knows_flow THEN requester_wait / 6e4 END AS requester_wait_minutes,
  CASE WHEN knows_flow THEN agent_wait / 6e4 END AS agent_wait_minutes, CASE WHEN knows_flow THEN hold / 6e4 END AS hold_minutes
FROM life;

-- Business time: what was worked of a stretch of the ticket's life, one schedule after another.
CREATE TEMP TABLE spent AS
WITH assigned AS (
  SELECT ticket_id, moment, old, new, row_number() OVER w AS n, lead(moment) OVER w AS until
  FROM ticket_event WHERE kind = 'schedule'
  WINDOW w AS (PARTITION BY ticket_id ORDER BY moment, sequence, id)
),

plan AS (  -- before its first assignment a ticket has the schedule which that one replaced, else the default one
  SELECT ticket_id, TIMESTAMPTZ '1900-01-01 00:00:00+00' AS since, a.moment AS until, coalesce(CAST(a.old AS BIGINT), 501) AS schedule
  FROM ticket LEFT JOIN (SELECT * FROM assigned WHERE n = 1) a USING (ticket_id)
  WHERE source = 'zendesk'
  UNION ALL
  SELECT ticket_id, moment, until, CAST(new AS BIGINT) FROM assigned
),

part AS (
  SELECT f.ticket_id, m.name, p.schedule, greatest(p.since, f.created_at) AS a, least(coalesce(p.until, m.ends), m.ends) AS b
  FROM (
    SELECT ticket_id, created_at, unnest([{'name': 'first_reply', 'ends': first_reply_at}, {'name': 'resolution', 'ends': resolved_at}]) AS m FROM fact) f
  JOIN plan p ON p.ticket_id = f.ticket_id AND p.since < m.ends AND coalesce(p.until > f.created_at, true)
)

SELECT ticket_id, sum(worked(wb, b) - coalesce(worked(wa, a), 0)) FILTER (name = 'first_reply') / 6e7 AS first_reply,
  sum(worked(wb, b) - coalesce(worked(wa, a), 0)) FILTER (name = 'resolution') / 6e7 AS resolution
FROM (SELECT * FROM part WHERE a <= b) p
ASOF LEFT JOIN work wa ON wa.schedule = p.schedule AND wa.begins <= p.a
ASOF LEFT JOIN work wb ON wb.schedule = p.schedule AND wb.begins <= p.b
GROUP BY ticket_id;

CREATE TABLE fct_ticket AS
WITH fcr AS (
  SELECT *, agent_replies + CASE WHEN channel = 'phone' AND agent_replies = 0 THEN 1 ELSE 0 END AS contacts,
    resolved_at + INTERVAL 7 DAY >= getvariable('as_of_end') AS is_pending
  FROM fact
  WHERE resolved_at IS NOT NULL AND reopens IS NOT NULL
),

again AS (
  SELECT f.ticket_id FROM fcr f SEMI JOIN fact o
    ON o.customer_ref = f.customer_ref AND o.ticket_id <> f.ticket_id AND o.created_at > f.resolved_at AND o.created_at <= f.resolved_at + INTERVAL 7 DAY
)

SELECT t.ticket_id, t.source, t.status, t.priority, t.channel, t.group_id, t.agent_id, t.customer_id, t.created_at, business_date(t.created_at) AS created_date,
  t.first_reply_at, (epoch_us(t.first_reply_at) - epoch_us(t.created_at)) / 6e7 AS first_reply_minutes,
  CASE t.source WHEN 'zendesk' THEN b.first_reply ELSE (epoch_us(t.first_reply_at) - epoch_us(t.created_at)) / 6e7 END
    AS first_reply_business_minutes,
  t.first_resolved_at, t.first_reopened_at, t.resolved_at, business_date(t.resolved_at) AS resolved_date,
  CASE WHEN t.resolved_at >= t.created_at THEN (epoch_us(t.resolved_at) - epoch_us(t.created_at)) / 6e7 END AS resolution_minutes,
  CASE WHEN t.resolved_at >= t.created_at THEN CASE t.source WHEN 'zendesk' THEN b.resolution
    ELSE (epoch_us(t.resolved_at) - epoch_us(t.created_at)) / 6e7 END END AS resolution_business_minutes,
  t.requester_wait_minutes, t.agent_wait_minutes, t.hold_minutes, t.agent_replies, t.customer_replies, t.reopens, t.handoffs, t.is_escalated,
  t.status IN ('solved', 'closed') AS is_resolved,
  CASE WHEN f.contacts >= 1 AND NOT f.is_pending THEN
    f.contacts = 1 AND f.reopens = 0 AND NOT coalesce(t.is_escalated, false) AND a.ticket_id IS NULL END AS is_fcr,
  CASE WHEN f.contacts >= 1 THEN f.is_pending WHEN t.agent_replies IS NULL THEN NULL
    WHEN t.resolved_at IS NOT NULL AND (t.agent_replies > 0 OR t.channel = 'phone') THEN NULL ELSE false END AS is_fcr_pending,
  s.segment.country, s.segment.region, s.segment.industry, s.segment.plan, s.segment.acquisition_channel
FROM fact t LEFT JOIN fcr f USING (ticket_id) LEFT JOIN again a USING (ticket_id) LEFT JOIN spent b USING (ticket_id)
ASOF LEFT JOIN dim_period s ON s.customer_id = t.customer_id AND s.match_from <= business_date(t.created_at);

CREATE TABLE kpi_support_daily AS
WITH measure AS (
  SELECT *, unnest([
    {'name': 'created', 'day': created_date, 'ms': CAST(NULL AS BIGINT), 'worked': CAST(NULL AS DOUBLE)},
    {'name': 'first_reply', 'day': business_date(first_reply_at), 'ms': epoch_ms(first_reply_at) - epoch_ms(created_at), 'worked': first_reply_business_minutes},
    {'name': 'first_resolution', 'day': business_date(first_resolved_at), 'ms': CASE WHEN first_resolved_at >= created_at THEN epoch_ms(first_resolved_at) - epoch_ms(created_at) END, 'worked': NULL},
    {'name': 'resolution', 'day': resolved_date, 'ms': CASE WHEN resolved_at >= created_at THEN epoch_ms(resolved_at) - epoch_ms(created_at) END, 'worked': resolution_business_minutes}]) AS m
  FROM fct_ticket
)

SELECT m.day AS metric_date, source, channel, priority, group_id, country, region, industry, plan, acquisition_channel,
  count_if(m.name = 'created') AS tickets_created, count_if(m.name = 'resolution') AS tickets_resolved,
  count_if(m.name = 'first_resolution') AS tickets_first_resolved,
  count_if(m.name = 'first_resolution' AND reopens IS NOT NULL AND m.ms IS NOT NULL
    AND coalesce(first_reopened_at <= first_resolved_at + INTERVAL 7 DAY, false)) AS tickets_reopened,
  count_if(m.name = 'first_reply') AS first_reply_n, coalesce(sum(m.ms) FILTER (m.name = 'first_reply'), 0) AS first_reply_ms_sum,
  coalesce(sum(CAST(round(m.worked * 6e4) AS BIGINT)) FILTER (m.name = 'first_reply'), 0) AS first_reply_business_ms_sum,
  count_if(m.name = 'resolution' AND m.ms IS NOT NULL) AS resolution_n, coalesce(sum(m.ms) FILTER (m.name = 'resolution'), 0) AS resolution_ms_sum,
  coalesce(sum(CAST(round(m.worked * 6e4) AS BIGINT)) FILTER (m.name = 'resolution'), 0) AS resolution_business_ms_sum,
  coalesce(sum(CAST(round(requester_wait_minutes * 6e4) AS BIGINT)) FILTER (m.name = 'resolution'), 0) AS requester_wait_ms_sum,
  coalesce(sum(CAST(round(agent_wait_minutes * 6e4) AS BIGINT)) FILTER (m.name = 'resolution'), 0) AS agent_wait_ms_sum,
  coalesce(sum(CAST(round(hold_minutes * 6e4) AS BIGINT)) FILTER (m.name = 'resolution'), 0) AS hold_ms_sum,
  count_if(m.name = 'resolution' AND coalesce(is_fcr, false)) AS fcr_numerator, count_if(m.name = 'resolution' AND is_fcr IS NOT NULL) AS fcr_denominator,
  count_if(m.name = 'resolution' AND coalesce(is_fcr_pending, false)) AS fcr_pending, count_if(m.name = 'resolution' AND coalesce(is_escalated, false)) AS escalated,
  count_if(m.name = 'resolution' AND coalesce(agent_replies = 1, false)) AS one_touch, count_if(m.name = 'resolution' AND coalesce(agent_replies = 2, false)) AS two_touch,
  count_if(m.name = 'resolution' AND coalesce(agent_replies > 2, false)) AS multi_touch, count_if(m.name = 'resolution' AND coalesce(agent_replies = 0, false)) AS zero_touch
FROM measure
WHERE m.day IS NOT NULL
GROUP BY ALL;

CREATE TABLE kpi_backlog_daily AS
WITH stood AS (  -- by the last status of each date
  SELECT ticket_id, source, status, is_done, created_at, business_date(moment) AS since,
    coalesce(lead(business_date(moment)) OVER (PARTITION BY ticket_id ORDER BY n), getvariable('as_of') + 1) AS until
  FROM (SELECT * FROM span QUALIFY row_number() OVER (PARTITION BY ticket_id, business_date(moment) ORDER BY n DESC) = 1)
  JOIN (SELECT ticket_id, source, created_at FROM ticket) USING (ticket_id)
),

aged AS (
  SELECT status, source, CAST(day AS DATE) AS metric_date, epoch((CAST(day + INTERVAL 1 DAY AS TIMESTAMP) AT TIME ZONE getvariable('timezone')) - created_at) / 86400 AS age
  FROM (SELECT *, unnest(range(since, until, INTERVAL 1 DAY)) AS day FROM stood WHERE NOT is_done)
)

SELECT metric_date, status,
  CASE WHEN age < 1 THEN '0-1' WHEN age < 3 THEN '1-3' WHEN age < 7 THEN '3-7' WHEN age < 30 THEN '7-30' ELSE '30+' END AS age_band,
  source, count(*) AS tickets
FROM aged
GROUP BY ALL;

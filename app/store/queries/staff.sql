-- The staff panel: PIN, counters, what staff did, the day's figures.

-- name: pin_read
SELECT hash FROM pin;

-- name: pin_find
SELECT count(*) FROM pin WHERE key = :key;

-- name: pin_put
INSERT INTO pin (one, key, hash, wall_ms) VALUES (1, :key, :hash, :wall_ms)
ON CONFLICT (one) DO UPDATE
SET key = excluded.key, hash = excluded.hash, wall_ms = excluded.wall_ms;

-- name: attempt_find
SELECT state FROM pin_attempt WHERE key = :key;

-- name: attempt_put
INSERT INTO pin_attempt (key, boot, boot_ms, wall_ms, state)
VALUES (:key, :boot, :boot_ms, :wall_ms, 'open');

-- name: attempt_set
UPDATE pin_attempt SET state = :state WHERE key = :key;

-- name: attempt_forget
-- A right one ends the row of wrong ones; only the last right one is still of use.
DELETE FROM pin_attempt WHERE key <> :key;

-- name: attempt_rows
SELECT number, key, boot, boot_ms, wall_ms, state FROM pin_attempt ORDER BY number;

-- name: attempt_copy
INSERT INTO pin_attempt (number, key, boot, boot_ms, wall_ms, state)
VALUES (:number, :key, :boot, :boot_ms, :wall_ms, :state);

-- name: attempt_failures
SELECT count(*) FROM pin_attempt WHERE state <> 'right';

-- name: attempt_last
SELECT key, boot, boot_ms, state FROM pin_attempt ORDER BY number DESC LIMIT 1;

-- name: counter_find
SELECT count(*) FROM counter_event WHERE key = :key;

-- name: counter_total
SELECT coalesce(sum(c.delta), 0) FROM booth AS b
JOIN counter_event AS c ON c.activity = b.activity
WHERE c.unit = :unit AND c.item = :item;

-- name: counter_put
INSERT INTO counter_event (key, activity, item, measure, unit, delta, reason, wall_ms, audit)
SELECT :key, b.activity, :item, :measure, :unit, :delta, :reason, :wall_ms,
       (SELECT max(number) FROM audit)
FROM booth AS b WHERE b.activity IS NOT NULL;

-- name: counter_totals
SELECT c.unit, c.item, max(c.measure), sum(c.delta),
       sum(CASE WHEN c.wall_ms >= :from_ms THEN c.delta ELSE 0 END)
FROM booth AS b JOIN counter_event AS c ON c.activity = b.activity
GROUP BY c.unit, c.item ORDER BY min(c.number);

-- name: counter_rows
SELECT a.id, c.unit, c.item, c.measure, c.delta, c.reason, c.wall_ms
FROM counter_event AS c JOIN activity AS a ON a.number = c.activity
WHERE c.wall_ms >= :from_ms AND c.wall_ms < :until_ms
ORDER BY c.number;

-- name: staff_event_find
SELECT count(*) FROM audit
WHERE event = 'staff' AND subject = :subject AND detail = :detail AND wall_ms = :wall_ms;

-- name: staff_event_last
SELECT wall_ms, detail FROM audit
WHERE event = 'staff' AND subject = :subject ORDER BY number DESC LIMIT 1;

-- name: day_hours
SELECT t.hour % 24, t.visits
FROM booth AS b JOIN tally_visit AS t ON t.activity = b.activity
WHERE t.hour >= (:from_ms + 28800000) / 3600000 AND t.hour < (:until_ms + 28800000) / 3600000;

-- name: day_sessions
SELECT f.kind, t.outcome, sum(t.sessions), sum(t.right_sum), sum(t.asked_sum)
FROM booth AS b
JOIN form AS f ON f.activity = b.activity
JOIN tally_session AS t ON t.form = f.number
WHERE t.day >= (:from_ms + 28800000) / 86400000 AND t.day < (:until_ms + 28800000) / 86400000
GROUP BY f.kind, t.outcome;

-- name: pin_record
SELECT key, hash, wall_ms FROM pin;

-- name: recovery_find
SELECT count(*) FROM pin_recovery WHERE permit = :permit;

-- name: recovery_put
INSERT INTO pin_recovery (permit, wall_ms) VALUES (:permit, :wall_ms);

-- name: recovery_rows
SELECT permit, wall_ms FROM pin_recovery;

-- name: open_find
SELECT count(*) FROM open_span WHERE key = :key AND until_ms >= :wall_ms;

-- name: open_put
INSERT INTO open_span (key, began_ms, until_ms) VALUES (:key, :wall_ms, :wall_ms)
ON CONFLICT (key) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms);

-- name: open_sums
SELECT coalesce(sum(until_ms - began_ms), 0),
       coalesce(sum(iif(began_ms >= :from_ms, until_ms - began_ms, 0)), 0),
       coalesce(min(iif(began_ms >= :from_ms, began_ms, NULL)), 0)
FROM open_span;

-- name: open_rows
SELECT began_ms, until_ms FROM open_span
WHERE began_ms >= :from_ms AND began_ms < :until_ms ORDER BY number;

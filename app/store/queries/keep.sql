-- What was set aside, and what staff decided about it.

-- name: aside_put
INSERT INTO set_aside (name, wall_ms) VALUES (:name, :wall_ms);

-- name: aside_undecided
SELECT count(*) FROM set_aside WHERE decided_ms IS NULL;

-- name: aside_count
SELECT count(*) FROM set_aside;

-- name: aside_decide
UPDATE set_aside SET decided_ms = :wall_ms, decision = :decision WHERE decided_ms IS NULL;

-- name: aside_reopen_stock
-- No digest is all zeros: the activity is put again, and its stock is planned then.
UPDATE activity SET digest = '0000000000000000000000000000000000000000000000000000000000000000';

-- name: aside_rows
SELECT name, wall_ms, coalesce(decided_ms, 0), coalesce(decision, '') FROM set_aside
ORDER BY number DESC;

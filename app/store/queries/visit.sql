-- Visits and sessions.

-- name: visit_find
SELECT number, end_reason FROM visit WHERE uuid = :visit;

-- name: visit_put
INSERT INTO visit (uuid, activity, language, large_text, began_ms)
SELECT :visit, b.activity, :language, :large_text, :wall_ms
FROM booth AS b WHERE b.activity IS NOT NULL;

-- name: visit_end
UPDATE visit SET ended_ms = max(began_ms, :wall_ms), end_reason = :reason WHERE number = :visit;

-- name: visit_open_sessions
SELECT number FROM session WHERE visit = :visit AND outcome = 'open' ORDER BY number LIMIT 1;

-- name: session_abandon
-- Whoever has left has no session under way: what was answered is kept, as abandoned.
UPDATE session
SET outcome = 'abandoned', ended_ms = max(began_ms, :wall_ms),
    right_count = CASE kind WHEN 'quiz' THEN
        min(asked, (SELECT count(*) FROM answer AS a
                    WHERE a.session = session.number AND a.is_right = 1)) END
WHERE number = :session;

-- name: visit_summary
SELECT count(DISTINCT s.number), count(a.session)
FROM session AS s LEFT JOIN answer AS a ON a.session = s.number
WHERE s.visit = :visit;

-- name: session_find
SELECT s.number, s.form, s.outcome, s.right_count
FROM visit AS v
JOIN form AS f ON f.activity = v.activity AND f.id = :form_id AND f.kind = :kind
JOIN session AS s ON s.visit = v.number AND s.form = f.number
WHERE v.uuid = :visit;

-- name: session_put
INSERT INTO session (visit, form, kind, asked, began_ms, outcome)
SELECT v.number, f.number, f.kind, :asked, :wall_ms, 'open'
FROM visit AS v JOIN form AS f ON f.activity = v.activity
WHERE v.uuid = :visit AND f.id = :form_id AND f.kind = :kind
RETURNING number;

-- name: session_end
UPDATE session
SET outcome = :outcome, ended_ms = max(began_ms, :wall_ms), right_count = :right_count
WHERE number = :session;

-- name: session_erase_answers
DELETE FROM answer WHERE session = :session;

-- name: session_erase_history
DELETE FROM answer_history WHERE session = :session;

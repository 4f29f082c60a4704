-- Status, tally and rows.

-- name: status_visits
SELECT count(*), count(*) - count(ended_ms), min(began_ms), max(began_ms), max(ended_ms) FROM visit;

-- name: status_sessions
SELECT max(began_ms), max(ended_ms) FROM session;

-- name: status_answers
SELECT count(*), min(wall_ms), max(wall_ms) FROM answer;

-- name: tally_visits
SELECT coalesce(sum(visits), 0) FROM tally_visit WHERE activity = :activity;

-- name: tally_forms
-- Forms of the activity put last, and earlier ones that were begun.
SELECT f.number, f.id, f.kind
FROM form AS f
WHERE f.activity = :activity
    AND (f.is_current OR EXISTS (SELECT 1 FROM tally_session AS s WHERE s.form = f.number))
ORDER BY f.is_current DESC, f.position, f.number;

-- name: tally_sessions
SELECT outcome, sum(sessions), sum(right_sum) FROM tally_session
WHERE form = :form GROUP BY outcome;

-- name: tally_questions
-- The newest version of each question: the one in the form now, else the last it had.
SELECT fq.question, fq.version, q.id, fq.source, qv.stem, qv.type, qv.slot_count, fq.is_current
FROM form_question AS fq
JOIN question AS q ON q.number = fq.question
JOIN question_version AS qv ON qv.number = fq.version
WHERE fq.form = :form AND qv.type <> 'note'
    AND NOT EXISTS (
        SELECT 1 FROM form_question AS later
        WHERE later.form = fq.form AND later.question = fq.question
            AND (later.is_current, later.version) > (fq.is_current, fq.version))
ORDER BY fq.is_current DESC, fq.position, fq.question;

-- name: tally_rows
SELECT row, text FROM question_row WHERE version = :version ORDER BY row;

-- name: tally_answers
-- Of sessions that have ended; and those under way, one by one.
SELECT question, state, choice, is_right, answers
FROM tally_answer WHERE form = :form AND answers > 0
UNION ALL
SELECT a.question, a.state, a.choice, coalesce(a.is_right, -1), 1
FROM session AS s JOIN answer AS a ON a.session = s.number
WHERE s.form = :form AND s.outcome = 'open'
ORDER BY question, state, choice, is_right;

-- name: rows_visits
SELECT v.number, v.uuid, a.id, v.language, v.large_text, v.began_ms, v.ended_ms, v.end_reason,
       s.outcome, s.asked, s.right_count
FROM visit AS v
JOIN activity AS a ON a.number = v.activity
LEFT JOIN session AS s ON s.visit = v.number AND s.kind = 'quiz'
WHERE (v.began_ms >= :from_ms AND v.began_ms < :until_ms)
    OR EXISTS (SELECT 1 FROM session AS x JOIN answer AS y ON y.session = x.number
               WHERE x.visit = v.number AND y.wall_ms >= :from_ms AND y.wall_ms < :until_ms)
ORDER BY v.number;

-- name: rows_answers
SELECT v.number, v.uuid, a.id, f.id, q.id, qv.hash, qv.stem, qv.type, y.choice, y.text,
       y.shown_order, y.wall_ms, y.position, y.is_right, y.duration_ms, y.state, s.kind, s.outcome,
       y.ink
FROM visit AS v
JOIN activity AS a ON a.number = v.activity
JOIN session AS s ON s.visit = v.number
JOIN form AS f ON f.number = s.form
JOIN answer AS y ON y.session = s.number
JOIN question AS q ON q.number = y.question
JOIN question_version AS qv ON qv.number = y.version
WHERE y.wall_ms >= :from_ms AND y.wall_ms < :until_ms
ORDER BY v.number, s.number, y.position, y.question;

-- name: rows_questions
SELECT qv.hash, q.id, qv.type, qv.canonical, qv.first_ms,
       (SELECT fq.source FROM form_question AS fq
        WHERE fq.question = qv.question AND fq.version = qv.number
        ORDER BY fq.form DESC LIMIT 1),
       (SELECT f.kind FROM form_question AS fq JOIN form AS f ON f.number = fq.form
        WHERE fq.question = qv.question AND fq.version = qv.number
        ORDER BY fq.form DESC LIMIT 1)
FROM question_version AS qv JOIN question AS q ON q.number = qv.question
ORDER BY qv.number;

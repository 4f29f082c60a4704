-- Answers: one that counts for each session and question; the others go to answer_history.

-- name: answer_place
-- Where an answer belongs: its session, the question there (NULL = not in the form), whether one is
-- there already, and whether it is the same. The time and the duration are left out: the same answer
-- told twice is one answer. Joined by what the indices hold; foreign keys vouch for the rest.
SELECT s.number, s.form, s.outcome, fq.question, fq.version, a.question IS NOT NULL,
       a.version IS fq.version AND a.position IS :position AND a.state IS :state
           AND a.choice IS :choice AND a.shown_order IS :shown_order AND a.text IS :text
           AND a.ink IS :ink AND a.is_right IS :is_right
FROM visit AS v
JOIN form AS f ON f.activity = v.activity AND f.id = :form_id
JOIN session AS s ON s.visit = v.number AND s.form = f.number AND s.kind = :kind
LEFT JOIN question AS q ON q.id = :question_id
LEFT JOIN question_version AS qv ON qv.hash = :hash
LEFT JOIN form_question AS fq
    ON fq.form = s.form AND fq.question = q.number AND fq.version = qv.number
LEFT JOIN answer AS a ON a.session = s.number AND a.question = fq.question
WHERE v.uuid = :visit;

-- name: answer_find
SELECT a.question FROM answer AS a JOIN question AS q ON q.number = a.question
WHERE a.session = :session AND q.id = :question_id;

-- name: answer_keep
INSERT INTO answer_history (session, question, version, position, state, choice, shown_order, text,
                            ink, is_right, duration_ms, wall_ms, reason, replaced_ms)
SELECT session, question, version, position, state, choice, shown_order, text, ink, is_right,
       duration_ms, wall_ms, :reason, :wall_ms
FROM answer WHERE session = :session AND question = :question;

-- name: answer_put
INSERT INTO answer (session, question, form, kind, version, position, state, choice, shown_order,
                    text, ink, is_right, duration_ms, wall_ms)
VALUES (:session, :question, :form, :kind, :version, :position, :state, :choice, :shown_order,
        :text, :ink, :is_right, :duration_ms, :wall_ms)
ON CONFLICT (session, question) DO UPDATE SET
    version = excluded.version, position = excluded.position, state = excluded.state,
    choice = excluded.choice, shown_order = excluded.shown_order, text = excluded.text,
    ink = excluded.ink,
    is_right = excluded.is_right, duration_ms = excluded.duration_ms, wall_ms = excluded.wall_ms;

-- name: answer_delete
DELETE FROM answer WHERE session = :session AND question = :question;

-- Answers: one that counts for each session and question; the others go to answer_history.

-- name: question_in_form
SELECT fq.question, fq.version
FROM question AS q
JOIN question_version AS qv ON qv.hash = :hash AND qv.question = q.number
JOIN form_question AS fq
    ON fq.form = :form AND fq.question = q.number AND fq.version = qv.number
WHERE q.id = :question_id;

-- name: answer_find
SELECT a.question FROM answer AS a JOIN question AS q ON q.number = a.question
WHERE a.session = :session AND q.id = :question_id;

-- name: answer_is_same
-- The time and the duration are left out: the same answer told twice is one answer.
SELECT count(*)
FROM answer AS a
JOIN question AS q ON q.number = a.question
JOIN question_version AS qv ON qv.number = a.version
WHERE a.session = :session AND q.id = :question_id AND qv.hash = :hash
    AND a.position = :position AND a.state = :state AND a.choice = :choice
    AND a.shown_order = :shown_order AND a.text IS :text AND a.ink IS :ink AND a.is_right IS :is_right;

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

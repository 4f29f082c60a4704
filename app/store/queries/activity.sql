-- STORE_PUT_ACTIVITY: the activity in force, its forms, and every version of its questions.

-- name: activity_current
SELECT a.number, a.id, a.digest, a.last_day FROM booth AS b JOIN activity AS a ON a.number = b.activity;

-- name: activity_put
INSERT INTO activity (id, digest, first_ms, last_day)
VALUES (:id, :digest, :wall_ms, :last_day)
ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, last_day = excluded.last_day
RETURNING number;

-- name: activity_select
UPDATE booth SET activity = :activity;

-- name: forms_retire
UPDATE form SET is_current = 0 WHERE activity = :activity;

-- name: form_questions_retire
UPDATE form_question SET is_current = 0
WHERE form IN (SELECT number FROM form WHERE activity = :activity);

-- name: form_put
INSERT INTO form (activity, id, kind, position, is_current)
VALUES (:activity, :id, :kind, :position, 1)
ON CONFLICT (activity, id) DO UPDATE SET position = excluded.position, is_current = 1
RETURNING number;

-- name: question_put
INSERT INTO question (id) VALUES (:id)
ON CONFLICT (id) DO UPDATE SET id = excluded.id
RETURNING number;

-- name: version_find
SELECT number, question FROM question_version WHERE hash = :hash;

-- name: version_put
INSERT INTO question_version (question, hash, type, stem, canonical, slot_count, first_ms)
VALUES (:question, :hash, :type, :stem, :canonical, :slot_count, :wall_ms)
RETURNING number;

-- name: question_row_put
INSERT INTO question_row (version, row, text) VALUES (:version, :row, :text);

-- name: form_question_put
INSERT INTO form_question (form, question, version, source, position, is_current)
VALUES (:form, :question, :version, :source, :position, 1)
ON CONFLICT (form, question, version)
DO UPDATE SET source = excluded.source, position = excluded.position, is_current = 1;

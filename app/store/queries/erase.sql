-- Erasing the visits of activities that are over (last_day before :today).

-- name: erase_over
-- How many are over, and the last day of those that are not.
SELECT coalesce(sum(coalesce(last_day, 999999) < :today), 0),
       coalesce(max(iif(coalesce(last_day, 999999) < :today, NULL, last_day)), 0)
FROM activity;

-- name: erase_left
SELECT (SELECT count(*) FROM visit AS v JOIN activity AS a ON a.number = v.activity
        WHERE coalesce(a.last_day, 999999) < :today
            AND v.number NOT IN (SELECT visit FROM settlement)),
       (SELECT count(*) FROM answer AS y JOIN form AS f ON f.number = y.form
        JOIN activity AS a ON a.number = f.activity
        WHERE coalesce(a.last_day, 999999) < :today),
       (SELECT count(*) FROM visit AS v JOIN activity AS a ON a.number = v.activity
        JOIN settlement AS s ON s.visit = v.number
        WHERE coalesce(a.last_day, 999999) < :today);

-- name: erase_tally_open
-- Answers of sessions that were cut off are tallied before they go: totals stay.
INSERT INTO tally_answer (form, question, state, choice, is_right, answers)
SELECT y.form, y.question, y.state, y.choice, coalesce(y.is_right, -1), count(*)
FROM answer AS y JOIN session AS s ON s.number = y.session
WHERE s.outcome = 'open' AND y.form IN (SELECT f.number FROM form AS f
    JOIN activity AS a ON a.number = f.activity WHERE coalesce(a.last_day, 999999) < :today)
GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (form, question, state, choice, is_right)
DO UPDATE SET answers = answers + excluded.answers;

-- name: erase_answers
DELETE FROM answer WHERE form IN (SELECT f.number FROM form AS f
    JOIN activity AS a ON a.number = f.activity WHERE coalesce(a.last_day, 999999) < :today);

-- name: erase_history
DELETE FROM answer_history WHERE session IN (SELECT s.number FROM session AS s
    JOIN form AS f ON f.number = s.form
    JOIN activity AS a ON a.number = f.activity WHERE coalesce(a.last_day, 999999) < :today);

-- name: erase_sessions
-- The score that a prize rests on stays, for the audit of prizes.
DELETE FROM session WHERE form IN (SELECT f.number FROM form AS f
    JOIN activity AS a ON a.number = f.activity WHERE coalesce(a.last_day, 999999) < :today)
    AND NOT (kind = 'quiz' AND visit IN (SELECT visit FROM settlement));

-- name: erase_visits
DELETE FROM visit WHERE activity IN (SELECT number FROM activity
                                     WHERE coalesce(last_day, 999999) < :today)
    AND number NOT IN (SELECT visit FROM settlement);

-- name: erase_hollow
-- What is kept for the audit of prizes says nothing of the person.
UPDATE visit SET language = '-', large_text = 0
WHERE activity IN (SELECT number FROM activity WHERE coalesce(last_day, 999999) < :today);

-- name: erase_tally_answers
UPDATE tally_answer SET erased = answers
WHERE form IN (SELECT f.number FROM form AS f
    JOIN activity AS a ON a.number = f.activity WHERE coalesce(a.last_day, 999999) < :today);

-- name: erase_tally_sessions
UPDATE tally_session AS t
SET erased = sessions - (SELECT count(*) FROM session AS s
    WHERE s.form = t.form AND s.outcome = t.outcome
        AND (s.began_ms + 28800000) / 86400000 = t.day)
WHERE form IN (SELECT f.number FROM form AS f
    JOIN activity AS a ON a.number = f.activity WHERE coalesce(a.last_day, 999999) < :today);

-- name: erase_tally_visits
UPDATE tally_visit AS t
SET erased = visits - (SELECT count(*) FROM visit AS v
    WHERE v.activity = t.activity AND (v.began_ms + 28800000) / 3600000 = t.hour)
WHERE activity IN (SELECT number FROM activity WHERE coalesce(last_day, 999999) < :today);

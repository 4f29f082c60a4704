-- Tallies: kept with the records, read for the panel, counted anew by the audit.

-- name: tally_visit_give
INSERT INTO tally_visit (activity, hour, visits)
SELECT activity, (began_ms + 28800000) / 3600000, 1 FROM visit WHERE uuid = :visit
ON CONFLICT (activity, hour) DO UPDATE SET visits = visits + 1;

-- name: tally_session_take
UPDATE tally_session AS t
SET sessions = t.sessions - 1, right_sum = t.right_sum - coalesce(s.right_count, 0),
    asked_sum = t.asked_sum - s.asked
FROM session AS s
WHERE s.number = :session AND t.form = s.form AND t.outcome = s.outcome
    AND t.day = (s.began_ms + 28800000) / 86400000;

-- name: tally_session_give
INSERT INTO tally_session (form, day, outcome, sessions, right_sum, asked_sum)
SELECT form, (began_ms + 28800000) / 86400000, outcome, 1, coalesce(right_count, 0), asked
FROM session WHERE number = :session
ON CONFLICT (form, day, outcome) DO UPDATE
SET sessions = sessions + 1, right_sum = right_sum + excluded.right_sum,
    asked_sum = asked_sum + excluded.asked_sum;

-- name: tally_answers_take
-- Those of a session: each counts in a row of its own.
UPDATE tally_answer AS t SET answers = t.answers - 1
FROM answer AS a
WHERE a.session = :session AND t.form = a.form AND t.question = a.question AND t.state = a.state
    AND t.choice = a.choice AND t.is_right = coalesce(a.is_right, -1);

-- name: tally_answers_give
INSERT INTO tally_answer (form, question, state, choice, is_right, answers)
SELECT form, question, state, choice, coalesce(is_right, -1), 1
FROM answer WHERE session = :session
ON CONFLICT (form, question, state, choice, is_right) DO UPDATE SET answers = answers + 1;

-- name: tally_present_answers
SELECT (SELECT coalesce(sum(answers - erased), 0) FROM tally_answer)
    + (SELECT count(*) FROM form AS f JOIN session AS s ON s.form = f.number AND s.outcome = 'open'
       JOIN answer AS a ON a.session = s.number);

-- name: recount_visits
SELECT a.id, x.hour / 24, sum(x.kept), sum(x.found)
FROM (SELECT activity, hour, visits - erased AS kept, 0 AS found FROM tally_visit
      UNION ALL
      SELECT activity, (began_ms + 28800000) / 3600000, 0, count(*) FROM visit GROUP BY 1, 2) AS x
JOIN activity AS a ON a.number = x.activity
GROUP BY x.activity, x.hour HAVING sum(x.kept) <> sum(x.found) LIMIT 1;

-- name: recount_sessions
-- Sums of scores are compared where nothing was erased.
SELECT f.id, x.day, sum(x.kept), sum(x.found)
FROM (SELECT form, day, outcome, sessions - erased AS kept, 0 AS found,
             iif(erased = 0, right_sum, 0) AS right_kept, 0 AS right_found, erased
      FROM tally_session
      UNION ALL
      SELECT form, (began_ms + 28800000) / 86400000, outcome, 0, count(*), 0,
             coalesce(sum(right_count), 0), 0
      FROM session GROUP BY 1, 2, 3) AS x
JOIN form AS f ON f.number = x.form
GROUP BY x.form, x.day, x.outcome
HAVING sum(x.kept) <> sum(x.found)
    OR (max(x.erased) = 0 AND sum(x.right_kept) <> sum(x.right_found))
LIMIT 1;

-- name: recount_answers
-- Those of sessions that have ended.
SELECT q.id, x.choice, sum(x.kept), sum(x.found)
FROM (SELECT form, question, state, choice, is_right, answers - erased AS kept, 0 AS found
      FROM tally_answer
      UNION ALL
      SELECT y.form, y.question, y.state, y.choice, coalesce(y.is_right, -1), 0, count(*)
      FROM answer AS y JOIN session AS s ON s.number = y.session
      WHERE s.outcome <> 'open' GROUP BY 1, 2, 3, 4, 5) AS x
JOIN question AS q ON q.number = x.question
GROUP BY x.form, x.question, x.state, x.choice, x.is_right
HAVING sum(x.kept) <> sum(x.found) LIMIT 1;

-- Schema 7: answers are tallied when their session ends, not one by one: the commit of an answer
-- writes its own page only. Those of sessions under way are few and are counted as they are read.

UPDATE tally_answer AS t SET answers = t.answers - o.answers
FROM (SELECT a.form, a.question, a.state, a.choice, coalesce(a.is_right, -1) AS is_right,
             count(*) AS answers
      FROM session AS s JOIN answer AS a ON a.session = s.number
      WHERE s.outcome = 'open' GROUP BY 1, 2, 3, 4, 5) AS o
WHERE t.form = o.form AND t.question = o.question AND t.state = o.state AND t.choice = o.choice
    AND t.is_right = o.is_right;

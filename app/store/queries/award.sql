-- Claims, awards, and what becomes of them.

-- name: settlement_find
SELECT s.number, s.rule, s.outcome, s.code, a.tier, a.valid_until_ms
FROM visit AS v
JOIN settlement AS s ON s.visit = v.number
LEFT JOIN award AS a ON a.settlement = s.number
WHERE v.uuid = :visit;

-- name: settlement_quiz
-- The quiz of a visit, as far as a claim can rest on it.
SELECT v.number, v.ended_ms IS NOT NULL, x.outcome, x.asked, x.right_count
FROM visit AS v JOIN session AS x ON x.visit = v.number AND x.kind = 'quiz'
WHERE v.uuid = :visit;

-- name: settlement_put
INSERT INTO settlement (visit, rule, day, wall_ms, asked, right_count, seed, value, drawn, outcome,
                        code, audit)
VALUES (:visit, :rule, :day, :wall_ms, :asked, :right_count, :seed, :value, :drawn, :outcome, :code,
        :audit)
RETURNING number;

-- name: settlement_full_score
-- Full scores before that moment and not longer ago than the cooling time.
SELECT count(*) FROM settlement
WHERE right_count = asked AND outcome <> 'cooling'
    AND wall_ms <= :wall_ms AND wall_ms > :since_ms;

-- name: code_find
SELECT count(*) FROM settlement WHERE code = :code;

-- name: award_put
INSERT INTO award (settlement, tier, item, day, awarded_ms, valid_until_ms, state, state_ms, place,
                   reason, audit)
VALUES (:settlement, :tier, :item, :day, :wall_ms, :valid_until_ms, :state, :wall_ms, '', '',
        :audit)
RETURNING number;

-- name: award_of_visit
SELECT a.number FROM visit AS v
JOIN settlement AS s ON s.visit = v.number
JOIN award AS a ON a.settlement = s.number
WHERE v.uuid = :visit;

-- name: award_of_code
SELECT a.number FROM settlement AS s JOIN award AS a ON a.settlement = s.number
WHERE s.code = :code;

-- name: award_load
SELECT a.number, v.uuid, s.code, a.tier, t.name, a.item, a.valid_until_ms, a.state, a.state_ms,
       a.place, a.reason, r.expired_return, s.right_count, s.asked, a.day, a.awarded_ms
FROM award AS a
JOIN settlement AS s ON s.number = a.settlement
JOIN visit AS v ON v.number = s.visit
JOIN tier AS t ON t.number = a.tier
JOIN prize_rule AS r ON r.number = s.rule
WHERE a.number = :award;

-- name: award_set_state
UPDATE award SET state = :state, state_ms = :wall_ms, place = :place, reason = :reason,
    audit = :audit
WHERE number = :award;

-- name: award_next_overdue
SELECT number FROM award
WHERE state IN ('reserved', 'shown') AND valid_until_ms <= :wall_ms
ORDER BY valid_until_ms, number LIMIT 1;

-- name: miss_put
INSERT INTO redeem_miss (wall_ms, code) VALUES (:wall_ms, :code);

-- name: miss_find
SELECT count(*) FROM redeem_miss WHERE wall_ms = :wall_ms AND code = :code;

-- name: miss_count
-- Without the one that is asked about.
SELECT count(*) FROM redeem_miss
WHERE wall_ms > :since_ms AND wall_ms <= :wall_ms AND NOT (wall_ms = :wall_ms AND code = :code);

-- name: rank_rows
-- 排名: by score, then by the time taken, then by who was earlier.
SELECT s.number, v.number, v.uuid, s.code, s.right_count, s.asked, s.wall_ms, s.rule,
       (SELECT coalesce(sum(y.duration_ms), 0) FROM session AS x JOIN answer AS y
            ON y.session = x.number
        WHERE x.visit = v.number AND x.kind = 'quiz') AS taken_ms,
       t.name, a.state
FROM settlement AS s
JOIN visit AS v ON v.number = s.visit
LEFT JOIN award AS a ON a.settlement = s.number
LEFT JOIN tier AS t ON t.number = a.tier
WHERE s.outcome = 'ranked' AND v.activity = :activity
ORDER BY s.right_count DESC, taken_ms, s.wall_ms, s.number;

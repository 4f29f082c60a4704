-- The ledger and rows of prizes, for tally, export and audit.

-- name: ledger
-- Tiers of the activity put last: those of the rules in force in their order, then earlier ones.
SELECT t.name, t.item, t.total, t.stock,
    (SELECT coalesce(sum(delta), 0) FROM stock_movement WHERE tier = t.number AND kind = 'opening'),
    (SELECT coalesce(sum(delta), 0) FROM stock_movement
     WHERE tier = t.number AND kind IN ('plan', 'restock')),
    (SELECT count(*) FROM stock_movement WHERE tier = t.number AND kind = 'award'),
    (SELECT count(*) FROM stock_movement WHERE tier = t.number AND kind IN ('cancel', 'expire')),
    (SELECT count(*) FROM award WHERE tier = t.number AND state = 'claimed'),
    (SELECT count(*) FROM award WHERE tier = t.number AND state = 'expired'),
    (SELECT count(*) FROM award WHERE tier = t.number AND state IN ('reserved', 'shown')),
    (SELECT count(*) FROM award WHERE tier = t.number AND state = 'cancelled')
FROM booth AS b
JOIN tier AS t ON t.activity = b.activity
LEFT JOIN prize_rule AS r ON r.activity = b.activity AND r.is_current = 1
LEFT JOIN prize_rule_tier AS rt ON rt.rule = r.number AND rt.tier = t.number
ORDER BY rt.position IS NULL, rt.position, t.number;

-- name: award_rows
SELECT number FROM award
WHERE awarded_ms >= :from_ms AND awarded_ms < :until_ms
    AND (:state = '' OR state = :state)
ORDER BY number;

-- name: draw_rows
SELECT v.uuid, v.number, s.day, d.commitment, s.value, s.rule, s.right_count, s.asked, t.name,
       s.outcome, w.name, s.code, s.wall_ms
FROM settlement AS s
JOIN visit AS v ON v.number = s.visit
LEFT JOIN draw_seed AS d ON d.number = s.seed
LEFT JOIN tier AS t ON t.number = s.drawn
LEFT JOIN award AS a ON a.settlement = s.number
LEFT JOIN tier AS w ON w.number = a.tier
WHERE s.wall_ms >= :from_ms AND s.wall_ms < :until_ms
ORDER BY s.number;

-- name: seed_rows
SELECT day, commitment, committed_ms, seed, published_ms FROM draw_seed
WHERE published_ms IS NOT NULL ORDER BY number;

-- name: integrity
PRAGMA integrity_check(1);

-- name: foreign_keys
PRAGMA foreign_key_check;

-- name: check_tiers
SELECT number, name, total, stock FROM tier ORDER BY number;

-- name: check_movements
SELECT m.number, m.tier, m.kind, m.delta, m.stock, m.award, m.reason, m.wall_ms, m.audit, t.name,
       a.tier, a.day, v.uuid, u.event, u.subject, u.detail, u.wall_ms
FROM stock_movement AS m
JOIN tier AS t ON t.number = m.tier
JOIN audit AS u ON u.number = m.audit
LEFT JOIN award AS a ON a.number = m.award
LEFT JOIN settlement AS s ON s.number = a.settlement
LEFT JOIN visit AS v ON v.number = s.visit
ORDER BY m.number;

-- name: check_rules
SELECT r.number, r.digest, u.event, u.subject FROM prize_rule AS r JOIN audit AS u
    ON u.number = r.audit
ORDER BY r.number;

-- name: check_seeds
SELECT d.number, d.day, d.seed, d.commitment, u.event, u.subject, u.detail, p.event, p.subject,
       p.detail
FROM draw_seed AS d JOIN audit AS u ON u.number = d.committed
LEFT JOIN audit AS p ON p.number = d.published
ORDER BY d.number;

-- name: check_settlements
SELECT s.number, v.uuid, v.number, s.rule, s.day, s.wall_ms, s.asked, s.right_count, s.seed,
       s.value, s.drawn, s.outcome, s.code, s.audit, a.tier, u.event, u.subject, u.detail,
       u.wall_ms, x.outcome, x.asked, x.right_count, d.day, d.seed
FROM settlement AS s
JOIN visit AS v ON v.number = s.visit
JOIN audit AS u ON u.number = s.audit
LEFT JOIN award AS a ON a.settlement = s.number
LEFT JOIN session AS x ON x.visit = v.number AND x.kind = 'quiz'
LEFT JOIN draw_seed AS d ON d.number = s.seed
ORDER BY s.number;

-- name: check_awards
SELECT a.number, u.event, u.subject, u.detail, u.wall_ms,
    (SELECT count(*) FROM stock_movement AS m WHERE m.award = a.number AND m.kind = 'award'),
    (SELECT count(*) FROM stock_movement AS m WHERE m.award = a.number AND m.kind = 'cancel'),
    (SELECT count(*) FROM stock_movement AS m WHERE m.award = a.number AND m.kind = 'expire')
FROM award AS a JOIN audit AS u ON u.number = a.audit
ORDER BY a.number;

-- name: check_counts
-- Events of the chain beside the rows they tell of: a row taken out leaves its event behind.
SELECT
    (SELECT count(*) FROM audit WHERE event = 'settled'), (SELECT count(*) FROM settlement),
    (SELECT count(*) FROM audit WHERE event = 'awarded'), (SELECT count(*) FROM award),
    (SELECT count(*) FROM audit WHERE event = 'stock'),
    (SELECT count(*) FROM stock_movement WHERE award IS NULL),
    (SELECT count(*) FROM audit WHERE event = 'seed_committed'), (SELECT count(*) FROM draw_seed);

-- Prizes: tiers, their stock and its book, rules, seeds.

-- name: tier_put
INSERT INTO tier (activity, name, item, total, stock) VALUES (:activity, :name, :item, 0, 0)
ON CONFLICT (activity, name) DO UPDATE SET item = excluded.item
RETURNING number;

-- name: tier_planned
-- What activity.txt has asked for so far; what staff have added is beside it.
SELECT coalesce(sum(delta), 0), count(*) FROM stock_movement
WHERE tier = :tier AND kind IN ('opening', 'plan');

-- name: tier_stock
SELECT stock FROM tier WHERE number = :tier;

-- name: tier_add
UPDATE tier SET total = total + :delta, stock = stock + :delta
WHERE number = :tier AND stock + :delta >= 0;

-- name: tier_take
UPDATE tier SET stock = stock - 1 WHERE number = :tier AND stock > 0;

-- name: tier_return
UPDATE tier SET stock = stock + 1 WHERE number = :tier;

-- name: tier_out_today
SELECT count(*) FROM award WHERE tier = :tier AND day = :day AND state <> 'cancelled';

-- name: movement_put
INSERT INTO stock_movement (tier, kind, delta, stock, award, reason, wall_ms, audit)
VALUES (:tier, :kind, :delta, :stock, :award, :reason, :wall_ms, :audit);

-- name: rule_find
SELECT number, is_current FROM prize_rule WHERE activity = :activity AND digest = :digest;

-- name: rules_retire
UPDATE prize_rule SET is_current = 0 WHERE activity = :activity AND is_current = 1;

-- name: rule_select
UPDATE prize_rule SET is_current = 1 WHERE number = :rule;

-- name: rule_put
INSERT INTO prize_rule (activity, digest, way, qualify_right, valid_days, close_minute,
                        expired_return, cool_s, is_current, audit)
VALUES (:activity, :digest, :way, :qualify_right, :valid_days, :close_minute, :expired_return,
        :cool_s, 1, :audit)
RETURNING number;

-- name: rule_tier_put
INSERT INTO prize_rule_tier (rule, position, tier, need_right, odds, daily, fallback)
VALUES (:rule, :position, :tier, :need_right, :odds, :daily, :fallback);

-- name: rule_current
SELECT r.number FROM booth AS b JOIN prize_rule AS r ON r.activity = b.activity AND r.is_current = 1;

-- name: rule_load
SELECT activity, digest, way, qualify_right, valid_days, close_minute, expired_return, cool_s
FROM prize_rule WHERE number = :rule;

-- name: rule_tiers
SELECT rt.tier, t.name, rt.need_right, rt.odds, rt.daily, rt.fallback, t.item, t.total, t.stock
FROM prize_rule_tier AS rt JOIN tier AS t ON t.number = rt.tier
WHERE rt.rule = :rule ORDER BY rt.position;

-- name: seed_find
SELECT number, seed, commitment FROM draw_seed WHERE day = :day AND published_ms IS NULL;

-- name: seed_load
SELECT seed, commitment FROM draw_seed WHERE number = :seed;

-- name: seed_put
INSERT INTO draw_seed (day, seed, commitment, committed_ms, committed)
VALUES (:day, :seed, :commitment, :wall_ms, :audit);

-- name: seed_next_secret
SELECT number, day, seed FROM draw_seed WHERE published_ms IS NULL AND number > :after
ORDER BY number LIMIT 1;

-- name: seed_publish
UPDATE draw_seed SET published_ms = :wall_ms, published = :audit WHERE number = :seed;

-- name: restock_find
SELECT count(*)
FROM booth AS b
JOIN tier AS t ON t.activity = b.activity AND t.name = :name
JOIN stock_movement AS m ON m.tier = t.number AND m.kind = 'restock'
WHERE m.delta = :delta AND m.reason = :reason AND m.wall_ms = :wall_ms;

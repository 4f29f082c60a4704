-- Schema 2: prizes. Tiers and the book of their stock, the rules that were in force, what each
-- visit's claim to a prize came to, awards, the secret seed of each day.
--
-- Every row that decides something names the audit row that was written with it, and that row says
-- the same: a changed row no longer agrees with the chain of hashes.
-- Days are counted from 1970-01-01 at +08:00.

-- total = the opening stock and all that was added since; stock = what is left of it.
CREATE TABLE tier (
    number INTEGER PRIMARY KEY,
    activity INTEGER NOT NULL REFERENCES activity (number),
    name TEXT NOT NULL CHECK (name <> ''),
    item TEXT NOT NULL, -- as of the activity put last; an award keeps its own
    total INTEGER NOT NULL CHECK (total >= 0),
    stock INTEGER NOT NULL CHECK (stock >= 0),
    CHECK (stock <= total),
    UNIQUE (activity, name)
) STRICT;

-- The rules of an activity.txt, once for each wording of them.
CREATE TABLE prize_rule (
    number INTEGER PRIMARY KEY,
    activity INTEGER NOT NULL REFERENCES activity (number),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    way TEXT NOT NULL CHECK (way IN ('none', 'score', 'draw', 'rank')),
    qualify_right INTEGER NOT NULL CHECK (qualify_right >= 0),
    valid_days INTEGER NOT NULL CHECK (valid_days >= 1),
    close_minute INTEGER NOT NULL CHECK (close_minute BETWEEN 1 AND 1440),
    expired_return INTEGER NOT NULL CHECK (expired_return IN (0, 1)),
    cool_s INTEGER NOT NULL CHECK (cool_s >= 0),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    audit INTEGER NOT NULL REFERENCES audit (number),
    UNIQUE (activity, digest)
) STRICT;
CREATE UNIQUE INDEX prize_rule_current ON prize_rule (activity) WHERE is_current = 1;

CREATE TABLE prize_rule_tier (
    rule INTEGER NOT NULL REFERENCES prize_rule (number),
    position INTEGER NOT NULL CHECK (position >= 0),
    tier INTEGER NOT NULL REFERENCES tier (number),
    need_right INTEGER NOT NULL CHECK (need_right >= 0),
    odds INTEGER NOT NULL CHECK (odds >= 0),   -- one in so many; 0 = never drawn
    daily INTEGER NOT NULL CHECK (daily >= 0), -- 0 = no limit by day
    fallback INTEGER CHECK (fallback >= 0),    -- position of the tier that stands in
    PRIMARY KEY (rule, position),
    UNIQUE (rule, tier)
) STRICT, WITHOUT ROWID;

-- seed: 32 bytes in hexadecimal, secret until published; commitment: their SHA-256, told before the
-- first draw. A day that goes on after its seed was published has another one.
CREATE TABLE draw_seed (
    number INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,
    seed TEXT NOT NULL CHECK (length(seed) = 64),
    commitment TEXT NOT NULL UNIQUE CHECK (length(commitment) = 64),
    committed_ms INTEGER NOT NULL,
    published_ms INTEGER,
    committed INTEGER NOT NULL REFERENCES audit (number),
    published INTEGER REFERENCES audit (number),
    CHECK ((published_ms IS NULL) = (published IS NULL))
) STRICT;
CREATE UNIQUE INDEX draw_seed_secret ON draw_seed (day) WHERE published_ms IS NULL;

-- What came of a visit's claim: one row a visit, whatever it came to.
CREATE TABLE settlement (
    number INTEGER PRIMARY KEY,
    visit INTEGER NOT NULL UNIQUE REFERENCES visit (number),
    rule INTEGER NOT NULL REFERENCES prize_rule (number),
    day INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    asked INTEGER NOT NULL CHECK (asked >= 1),
    right_count INTEGER NOT NULL CHECK (right_count BETWEEN 0 AND asked),
    seed INTEGER REFERENCES draw_seed (number),
    value TEXT CHECK (length(value) = 64), -- HMAC-SHA-256, of a draw
    drawn INTEGER REFERENCES tier (number), -- what the value or the score stands for
    outcome TEXT NOT NULL CHECK (outcome IN ('awarded', 'missed', 'sold_out', 'used_up', 'cooling',
                                             'unqualified', 'ranked')),
    code TEXT UNIQUE CHECK (length(code) = 8),
    audit INTEGER NOT NULL UNIQUE REFERENCES audit (number),
    CHECK ((seed IS NULL) = (value IS NULL)),
    CHECK ((code IS NOT NULL) = (outcome IN ('awarded', 'ranked'))),
    CHECK ((drawn IS NOT NULL) = (outcome IN ('awarded', 'sold_out', 'used_up'))),
    CHECK ((outcome = 'missed') <= (value IS NOT NULL))
) STRICT;
CREATE INDEX settlement_full_score ON settlement (wall_ms)
    WHERE right_count = asked AND outcome <> 'cooling';

-- reserved: decided, nobody has seen it yet; shown: the visitor has the code.
CREATE TABLE award (
    number INTEGER PRIMARY KEY,
    settlement INTEGER NOT NULL UNIQUE REFERENCES settlement (number),
    tier INTEGER NOT NULL REFERENCES tier (number),
    item TEXT NOT NULL,
    day INTEGER NOT NULL,
    awarded_ms INTEGER NOT NULL,
    valid_until_ms INTEGER NOT NULL CHECK (valid_until_ms > awarded_ms),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'shown', 'claimed', 'expired', 'cancelled')),
    state_ms INTEGER NOT NULL,
    place TEXT NOT NULL,  -- where it was claimed
    reason TEXT NOT NULL, -- why it was cancelled, or its claiming undone
    audit INTEGER NOT NULL UNIQUE REFERENCES audit (number),
    CHECK ((place <> '') = (state = 'claimed')),
    CHECK (state <> 'cancelled' OR reason <> '')
) STRICT;
CREATE INDEX award_day ON award (tier, day, state);
CREATE INDEX award_pending ON award (valid_until_ms) WHERE state IN ('reserved', 'shown');

-- The book: every change of stock, in its order.
CREATE TABLE stock_movement (
    number INTEGER PRIMARY KEY,
    tier INTEGER NOT NULL REFERENCES tier (number),
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'plan', 'restock', 'award', 'cancel', 'expire')),
    delta INTEGER NOT NULL,
    stock INTEGER NOT NULL CHECK (stock >= 0), -- after it
    award INTEGER REFERENCES award (number),
    reason TEXT NOT NULL,
    wall_ms INTEGER NOT NULL,
    audit INTEGER NOT NULL UNIQUE REFERENCES audit (number),
    CHECK ((award IS NOT NULL) = (kind IN ('award', 'cancel', 'expire'))),
    CHECK (CASE kind WHEN 'opening' THEN delta >= 0 WHEN 'award' THEN delta = -1
                     WHEN 'cancel' THEN delta = 1 WHEN 'expire' THEN delta = 1
                     ELSE delta <> 0 END),
    UNIQUE (award, kind)
) STRICT;
CREATE UNIQUE INDEX stock_movement_opening ON stock_movement (tier) WHERE kind = 'opening';

-- Codes asked for that do not exist: too many within a minute are guessing.
CREATE TABLE redeem_miss (
    number INTEGER PRIMARY KEY,
    wall_ms INTEGER NOT NULL,
    code TEXT NOT NULL CHECK (length(code) = 8)
) STRICT;
CREATE INDEX redeem_miss_time ON redeem_miss (wall_ms);

-- Schema 3: staff. The PIN and its attempts, and what staff count by hand.

-- hash: argon2id with its salt and limits; one PIN at a time.
CREATE TABLE pin (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key TEXT NOT NULL CHECK (length(key) = 36), -- UUID of the request that set it
    hash TEXT NOT NULL CHECK (hash LIKE '$argon2id$%'),
    wall_ms INTEGER NOT NULL
) STRICT;

-- Committed as open before it is compared: one that was cut off counts as wrong.
-- boot: which run of the machine boot_ms, its boot clock, belongs to.
CREATE TABLE pin_attempt (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (length(key) = 36),
    boot TEXT NOT NULL CHECK (boot <> ''),
    boot_ms INTEGER NOT NULL CHECK (boot_ms >= 0),
    wall_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'right', 'wrong'))
) STRICT;

-- Append-only: a total is the sum of its deltas, and a correction says why.
CREATE TABLE counter_event (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (length(key) = 36),
    activity INTEGER NOT NULL REFERENCES activity (number),
    item TEXT NOT NULL CHECK (item <> ''),
    measure TEXT NOT NULL CHECK (measure <> ''),
    unit TEXT NOT NULL,
    delta INTEGER NOT NULL CHECK (delta <> 0 AND delta BETWEEN -100000 AND 100000),
    reason TEXT NOT NULL CHECK (instr(reason, char(10)) = 0),
    wall_ms INTEGER NOT NULL,
    audit INTEGER NOT NULL UNIQUE REFERENCES audit (number),
    CHECK (delta > 0 OR reason <> '')
) STRICT;
CREATE INDEX counter_event_total ON counter_event (activity, unit, item, delta);

-- The last of a kind of staff's actions, without reading the log from its end.
CREATE INDEX audit_staff ON audit (subject, number) WHERE event = 'staff';

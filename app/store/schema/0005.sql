-- Schema 5: tallies that are kept with the records, opening hours, PINs set after a recovery.
--
-- Each row of a tally changes in the transaction of the records it counts, so that the panel reads
-- a few rows however many visitors came; the audit counts everything anew and compares. erased:
-- how many of them are no longer in the database, because a closed activity's visits were erased.
-- Hours and days are counted from 1970-01-01 at +08:00.

CREATE TABLE tally_visit (
    activity INTEGER NOT NULL REFERENCES activity (number),
    hour INTEGER NOT NULL, -- in which they began
    visits INTEGER NOT NULL CHECK (visits >= 0),
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased BETWEEN 0 AND visits),
    PRIMARY KEY (activity, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally_session (
    form INTEGER NOT NULL REFERENCES form (number),
    day INTEGER NOT NULL, -- on which they began
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'completed', 'abandoned', 'withdrawn')),
    sessions INTEGER NOT NULL CHECK (sessions >= 0),
    right_sum INTEGER NOT NULL CHECK (right_sum >= 0),
    asked_sum INTEGER NOT NULL CHECK (asked_sum >= 0),
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased BETWEEN 0 AND sessions),
    PRIMARY KEY (form, day, outcome)
) STRICT, WITHOUT ROWID;

-- is_right: -1 where it does not apply.
CREATE TABLE tally_answer (
    form INTEGER NOT NULL REFERENCES form (number),
    question INTEGER NOT NULL REFERENCES question (number),
    state TEXT NOT NULL CHECK (state IN ('given', 'skipped', 'timed_out')),
    choice TEXT NOT NULL,
    is_right INTEGER NOT NULL CHECK (is_right IN (-1, 0, 1)),
    answers INTEGER NOT NULL CHECK (answers >= 0),
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased BETWEEN 0 AND answers),
    PRIMARY KEY (form, question, state, choice, is_right)
) STRICT, WITHOUT ROWID;

INSERT INTO tally_visit (activity, hour, visits)
SELECT activity, (began_ms + 28800000) / 3600000, count(*) FROM visit GROUP BY 1, 2;
INSERT INTO tally_session (form, day, outcome, sessions, right_sum, asked_sum)
SELECT form, (began_ms + 28800000) / 86400000, outcome, count(*), coalesce(sum(right_count), 0),
       sum(asked)
FROM session GROUP BY 1, 2, 3;
INSERT INTO tally_answer (form, question, state, choice, is_right, answers)
SELECT form, question, state, choice, coalesce(is_right, -1), count(*)
FROM answer GROUP BY 1, 2, 3, 4, 5;

-- Was for counting all answers at each look.
DROP INDEX answer_tally;

-- The last day of an activity, as told with it: its visits may be erased once it is over.
ALTER TABLE activity ADD COLUMN last_day INTEGER;

-- When the booth was open to the public: from the first to the last sign of life of one stretch.
CREATE TABLE open_span (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (length(key) = 36),
    began_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL CHECK (until_ms >= began_ms)
) STRICT;
CREATE INDEX open_span_began ON open_span (began_ms);

-- Office's permits to set a new PIN that were used: none is taken twice.
CREATE TABLE pin_recovery (
    permit TEXT NOT NULL PRIMARY KEY CHECK (length(permit) = 32),
    wall_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

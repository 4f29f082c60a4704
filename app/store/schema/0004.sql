-- Schema 4: what was set aside. A damaged database is moved away whole and a fresh one takes its
-- place; until staff decide what becomes of it, no stock of prizes is opened in the fresh one.

CREATE TABLE set_aside (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''), -- its folder in set-aside/
    wall_ms INTEGER NOT NULL,
    decided_ms INTEGER,
    decision TEXT CHECK (decision <> ''),
    CHECK ((decided_ms IS NULL) = (decision IS NULL))
) STRICT;

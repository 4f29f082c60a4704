-- Schema 1: activities with their question versions, visits, sessions, answers, audit log.
--
-- Times are wall-clock milliseconds since 1970 UTC, stamps only: nothing waits by them, and an end is
-- clamped to its beginning because a booth's clock may be set back.
-- Foreign keys carry the columns that a CHECK of the child needs (form, kind), so that an answer
-- cannot belong to another form than its session, nor be right or wrong outside the quiz.

-- What the data folder is; one row, written once.
CREATE TABLE booth (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    kind TEXT NOT NULL CHECK (kind IN ('official', 'rehearsal', 'simulated')),
    created_ms INTEGER NOT NULL,
    activity INTEGER REFERENCES activity (number) -- the one put last; NULL before the first
) STRICT;

CREATE TABLE activity (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    digest TEXT NOT NULL CHECK (length(digest) = 64), -- over forms, question hashes and prizes
    first_ms INTEGER NOT NULL
) STRICT;

-- The quiz (id 'quiz', whatever its banks) and each questionnaire of an activity.
CREATE TABLE form (
    number INTEGER PRIMARY KEY,
    activity INTEGER NOT NULL REFERENCES activity (number),
    id TEXT NOT NULL CHECK (id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('quiz', 'survey')),
    position INTEGER NOT NULL CHECK (position >= 0),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)), -- still in the activity put last
    CHECK ((kind = 'quiz') = (id = 'quiz')),
    UNIQUE (activity, id),
    UNIQUE (number, kind)
) STRICT;

-- A question is its id; its wording may change from version to version.
CREATE TABLE question (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> '')
) STRICT;

CREATE TABLE question_version (
    number INTEGER PRIMARY KEY,
    question INTEGER NOT NULL REFERENCES question (number),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    type TEXT NOT NULL CHECK (type IN ('single', 'multiple', 'judge', 'order', 'number', 'scale',
                                       'rating', 'matrix', 'text', 'date', 'note')),
    stem TEXT NOT NULL,
    canonical TEXT NOT NULL, -- the text that hash is taken of
    slot_count INTEGER NOT NULL CHECK (slot_count BETWEEN 0 AND 26), -- options, or points from 0
    first_ms INTEGER NOT NULL,
    UNIQUE (question, number)
) STRICT;

-- The statements of a matrix.
CREATE TABLE question_row (
    version INTEGER NOT NULL REFERENCES question_version (number),
    row INTEGER NOT NULL CHECK (row BETWEEN 1 AND 16),
    text TEXT NOT NULL,
    PRIMARY KEY (version, row)
) STRICT, WITHOUT ROWID;

-- Which versions a form has held, and where the question stood in it.
CREATE TABLE form_question (
    form INTEGER NOT NULL REFERENCES form (number),
    question INTEGER NOT NULL,
    version INTEGER NOT NULL,
    source TEXT NOT NULL, -- the bank's or the questionnaire's id
    position INTEGER NOT NULL CHECK (position >= 1),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    PRIMARY KEY (form, question, version),
    FOREIGN KEY (question, version) REFERENCES question_version (question, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_question_version ON form_question (question, version);

CREATE TABLE visit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- the serial number: never given twice
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    activity INTEGER NOT NULL REFERENCES activity (number),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 1 AND 35),
    large_text INTEGER NOT NULL CHECK (large_text IN (0, 1)),
    began_ms INTEGER NOT NULL,
    ended_ms INTEGER CHECK (ended_ms >= began_ms),
    end_reason TEXT CHECK (end_reason IN ('done', 'idle', 'quit', 'cleared')),
    CHECK ((ended_ms IS NULL) = (end_reason IS NULL))
) STRICT;
CREATE INDEX visit_activity ON visit (activity);

CREATE TABLE session (
    number INTEGER PRIMARY KEY,
    visit INTEGER NOT NULL REFERENCES visit (number),
    form INTEGER NOT NULL,
    kind TEXT NOT NULL,
    asked INTEGER NOT NULL CHECK (asked >= 0),
    began_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'completed', 'abandoned', 'withdrawn')),
    ended_ms INTEGER CHECK (ended_ms >= began_ms),
    right_count INTEGER CHECK (right_count BETWEEN 0 AND asked),
    CHECK ((outcome = 'open') = (ended_ms IS NULL)),
    CHECK ((right_count IS NOT NULL) = (kind = 'quiz' AND outcome IN ('completed', 'abandoned'))),
    UNIQUE (visit, form),
    UNIQUE (number, form, kind),
    FOREIGN KEY (form, kind) REFERENCES form (number, kind)
) STRICT;
CREATE INDEX session_tally ON session (form, outcome, right_count);

-- The answers that count: one for each session and question.
CREATE TABLE answer (
    session INTEGER NOT NULL,
    question INTEGER NOT NULL,
    form INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    state TEXT NOT NULL CHECK (state IN ('given', 'skipped', 'timed_out')),
    choice TEXT NOT NULL,
    shown_order TEXT NOT NULL,
    text TEXT,
    is_right INTEGER CHECK (is_right IN (0, 1)),
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    wall_ms INTEGER NOT NULL,
    CHECK (is_right IS NULL OR kind = 'quiz'),
    CHECK (is_right IS NOT 1 OR state = 'given'),
    CHECK (CASE state WHEN 'given' THEN choice <> '' OR text IS NOT NULL
                      ELSE choice = '' AND text IS NULL END),
    PRIMARY KEY (session, question),
    FOREIGN KEY (session, form, kind) REFERENCES session (number, form, kind),
    FOREIGN KEY (form, question, version) REFERENCES form_question (form, question, version)
) STRICT, WITHOUT ROWID;
-- Covers the tally: it is read from this index alone, already in the order it is grouped by.
CREATE INDEX answer_tally ON answer (form, question, state, choice, is_right);

-- Answers that no longer count: replaced by a later one, or hidden by a changed condition.
-- Withdrawing a session erases them here as well.
CREATE TABLE answer_history (
    number INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session (number),
    question INTEGER NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('given', 'skipped', 'timed_out')),
    choice TEXT NOT NULL,
    shown_order TEXT NOT NULL,
    text TEXT,
    is_right INTEGER CHECK (is_right IN (0, 1)),
    duration_ms INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('changed', 'hidden')),
    replaced_ms INTEGER NOT NULL,
    FOREIGN KEY (question, version) REFERENCES question_version (question, number)
) STRICT;
CREATE INDEX answer_history_session ON answer_history (session);

-- hash = SHA-256 over the previous row's hash (64 zeros for the first) and this row's text, each
-- field followed by a line feed: number, wall_ms, event, subject, detail.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    wall_ms INTEGER NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('created', 'activity', 'visit_ended', 'withdrawn',
        'prize_rule', 'stock', 'seed_committed', 'seed_published', 'settled', 'awarded', 'shown',
        'claimed', 'unclaimed', 'expired', 'cancelled', 'staff')),
    subject TEXT NOT NULL CHECK (instr(subject, char(10)) = 0),
    detail TEXT NOT NULL CHECK (instr(detail, char(10)) = 0),
    previous TEXT NOT NULL UNIQUE CHECK (length(previous) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

-- Several processes on one database: leases, one rate, one timetable, updates taken once.

-- A run may take claims while it is `live`: it renews `lease_until` itself. Another process marks it `lapsed` when that
-- has passed, and `ended` 2 s after the mark, in the commit that takes its claims over; a run that comes back within
-- these 2 s is live again. On SQLite the file lock is the lease, and every run stays as it began.
ALTER TABLE run ADD COLUMN state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'lapsed', 'ended'));
ALTER TABLE run ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN lapsed_at INTEGER NOT NULL DEFAULT 0;

-- The token's rate, one row: when the next departure slot lies and until when the rate is a tenth lower, microseconds.
CREATE TABLE gate (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    next_at        INTEGER NOT NULL,
    cautious_until INTEGER NOT NULL
);
INSERT INTO gate (id, next_at, cautious_until) VALUES (1, 0, 0);

-- Which recipients a run's step walked over, kept for some seconds: two runs that walk the same people must not write
-- to one within a second. A row a step, not a row a message.
CREATE TABLE stride (
    run        INTEGER NOT NULL,
    walked_at  INTEGER NOT NULL,
    low        INTEGER NOT NULL,
    high       INTEGER NOT NULL,
    PRIMARY KEY (walked_at, run, low)
) WITHOUT ROWID;

-- What only one process does at a time, and which one, until when.
CREATE TABLE lease (
    name     TEXT PRIMARY KEY,
    holder   TEXT NOT NULL,
    until_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Updates that came by webhook. `taken`: an instance is at it until `until_at`; `done`: never again.
CREATE TABLE update_taken (
    update_id INTEGER PRIMARY KEY,
    state     TEXT NOT NULL CHECK (state IN ('taken', 'done')),
    holder    TEXT NOT NULL,
    until_at  INTEGER NOT NULL
);
CREATE INDEX update_old ON update_taken (until_at);

-- What the desk asked for after the first weeks: corrections that are told, suggested rubrics, leavings by the minute.

-- A note tells whoever holds a copy of an article what was wrong in it: an article of its own, so that it is delivered,
-- counted and recalled like any other; `about` is the one that was corrected, `since` its version that is right.
CREATE TABLE note (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    about   INTEGER NOT NULL REFERENCES article (key),
    since   INTEGER NOT NULL
);
CREATE INDEX note_about ON note (about);

-- The push of a note walks those who hold a copy of `note_of` (0: no note, it walks the followers), up to the recipient
-- `up_to`: whoever lies behind it in a push that still goes on gets the right version at once.
ALTER TABLE broadcast ADD COLUMN note_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE broadcast ADD COLUMN up_to INTEGER NOT NULL DEFAULT 0;

-- Shown first to whoever comes anew.
ALTER TABLE rubric ADD COLUMN suggested INTEGER NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1));

-- How far an open push was at which moment: so it is known to the quarter of a minute when whoever got it, without a
-- time in each receipt. Kept for three days.
CREATE TABLE passage (
    broadcast INTEGER NOT NULL REFERENCES broadcast (id),
    at     INTEGER NOT NULL,
    cursor INTEGER NOT NULL,
    PRIMARY KEY (broadcast, at)
) WITHOUT ROWID;

-- INSERT OR REPLACE deletes a row without asking the trigger of deletions.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

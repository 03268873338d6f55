-- What the desk asked for after the first weeks: corrections that are told, suggested rubrics, leavings by the minute.

-- A note tells whoever holds a copy of an article what was wrong in it: an article of its own, so that it is delivered,
-- counted and recalled like any other; `about` is the one that was corrected, `since` its version that is right.
CREATE TABLE note (
    article BIGINT PRIMARY KEY REFERENCES article (key),
    about   BIGINT NOT NULL REFERENCES article (key),
    since   BIGINT NOT NULL
);
CREATE INDEX note_about ON note (about);

-- The push of a note walks those who hold a copy of `note_of` (0: no note, it walks the followers), up to the recipient
-- `up_to`: whoever lies behind it in a push that still goes on gets the right version at once.
ALTER TABLE broadcast ADD COLUMN note_of BIGINT NOT NULL DEFAULT 0;
ALTER TABLE broadcast ADD COLUMN up_to BIGINT NOT NULL DEFAULT 0;

-- Shown first to whoever comes anew.
ALTER TABLE rubric ADD COLUMN suggested BIGINT NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1));

-- How far an open push was at which moment: so it is known to the quarter of a minute when whoever got it, without a
-- time in each receipt. Kept for three days.
CREATE TABLE passage (
    broadcast BIGINT NOT NULL REFERENCES broadcast (id),
    at     BIGINT NOT NULL,
    cursor BIGINT NOT NULL,
    PRIMARY KEY (broadcast, at)
);

-- TRUNCATE asks no trigger of rows.
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

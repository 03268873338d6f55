-- The newsroom: who works there, what they did, what readers wrote to it, what leaves at which hour, and its figures.
-- Every CHECK repeats an enum of domain/.

-- Who works in the newsroom beside ADMIN_IDS. `rubrics`: keys with spaces around each, '' for all of them.
CREATE TABLE member (
    user_id  INTEGER PRIMARY KEY,
    role     TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'author')),
    rubrics  TEXT NOT NULL DEFAULT '',
    breaking INTEGER NOT NULL DEFAULT 0 CHECK (breaking IN (0, 1)),
    name     TEXT NOT NULL DEFAULT '',
    added_by INTEGER NOT NULL,
    since    INTEGER NOT NULL
);

-- A link that makes whoever opens it first a member. `used_by` 0: nobody yet.
CREATE TABLE invitation (
    code       TEXT PRIMARY KEY,
    role       TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'author')),
    created_by INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_by    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Who did what to what. Rows are only ever added: the database itself refuses anything else.
CREATE TABLE audit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    who       INTEGER NOT NULL,
    what      TEXT NOT NULL,
    subject   TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL
);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- What a reader wrote to the newsroom. `article` 0: about none in particular.
CREATE TABLE letter (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     INTEGER NOT NULL,
    article     INTEGER NOT NULL DEFAULT 0,
    state       TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    text        TEXT NOT NULL,
    answer      TEXT NOT NULL DEFAULT '',
    answered_by INTEGER NOT NULL DEFAULT 0,
    written_at  INTEGER NOT NULL,
    answered_at INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX letter_open ON letter (id) WHERE state = 'open';

-- Who was warned, or may write to the newsroom no more.
CREATE TABLE ban (
    user_id  INTEGER PRIMARY KEY,
    state    TEXT NOT NULL CHECK (state IN ('warned', 'banned')),
    given_by INTEGER NOT NULL,
    at       INTEGER NOT NULL
);

-- A draft that is published by itself at its hour, if it is still at this version. `trouble`: why it could not be.
CREATE TABLE schedule (
    draft    INTEGER PRIMARY KEY REFERENCES draft (id),
    version  INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    given_by INTEGER NOT NULL,
    trouble  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX schedule_due ON schedule (due_at);

-- A draft of an author that an editor is asked to approve. The first answer is the answer.
CREATE TABLE approval (
    draft       INTEGER PRIMARY KEY REFERENCES draft (id),
    version     INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'returned')),
    asked_at    INTEGER NOT NULL,
    answered_by INTEGER NOT NULL DEFAULT 0,
    answered_at INTEGER NOT NULL DEFAULT 0,
    remark      TEXT NOT NULL DEFAULT ''
);

-- Whom to tell how a broadcast ended.
CREATE TABLE report_due (
    broadcast INTEGER PRIMARY KEY REFERENCES broadcast (id),
    editor INTEGER NOT NULL,
    told   INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
);
CREATE INDEX report_untold ON report_due (broadcast) WHERE told = 0;

-- Presses of "Read" by hour (hours since 1970, UTC): when people open, and how long an article lives.
CREATE TABLE opening (
    article INTEGER NOT NULL,
    hour    INTEGER NOT NULL,
    opens   INTEGER NOT NULL,
    PRIMARY KEY (article, hour)
) WITHOUT ROWID;

-- Followers at the end of a day (days since 1970 in the newsroom's zone); rubric 0: all chats that are written to.
CREATE TABLE rubric_day (
    day       INTEGER NOT NULL,
    rubric    INTEGER NOT NULL,
    followers INTEGER NOT NULL,
    PRIMARY KEY (day, rubric)
) WITHOUT ROWID;

-- Chats that muted its rubric, or stopped, within an hour of getting an article.
CREATE TABLE leaving (
    article INTEGER NOT NULL,
    what    TEXT NOT NULL CHECK (what IN ('mute', 'stop')),
    chats   INTEGER NOT NULL,
    PRIMARY KEY (article, what)
) WITHOUT ROWID;

-- When a correction was last marked as one, for readers to see; 0: never.
ALTER TABLE article ADD COLUMN corrected_at INTEGER NOT NULL DEFAULT 0;

-- The rubric that took this one over; 0: it stands for itself.
ALTER TABLE rubric ADD COLUMN merged_into INTEGER NOT NULL DEFAULT 0;

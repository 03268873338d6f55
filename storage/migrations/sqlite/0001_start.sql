-- The first schema. Times are UTC milliseconds; booleans are 0 or 1, so that one SQL text serves both databases.
-- Every CHECK repeats an enum of domain/; tests/storage/test_schema.py compares the two.

-- One row a fact about the store itself (which folders were loaded, counters).
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A section of the paper. Key 0 is never used here: in `subscription` it means "every rubric, also new ones".
CREATE TABLE rubric (
    key      INTEGER PRIMARY KEY CHECK (key > 0),
    slug     TEXT NOT NULL UNIQUE,
    name_kk  TEXT NOT NULL,
    name_ru  TEXT NOT NULL DEFAULT '',
    name_en  TEXT NOT NULL DEFAULT '',
    emoji    TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    hidden   INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1))
);

-- Every name under which a rubric is known, folded to lower case: articles and people name it in any language.
CREATE TABLE rubric_name (
    name   TEXT PRIMARY KEY,
    rubric INTEGER NOT NULL REFERENCES rubric (key)
) WITHOUT ROWID;

-- An accepted article at its present version. The long columns stand last: lists never read them.
CREATE TABLE article (
    key             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    version         INTEGER NOT NULL CHECK (version >= 1),
    shown_since     INTEGER NOT NULL CHECK (shown_since BETWEEN 1 AND version),
    state           TEXT NOT NULL CHECK (state IN ('live', 'recalled')),
    rubric          INTEGER NOT NULL REFERENCES rubric (key),
    language        TEXT NOT NULL,
    published_at    INTEGER NOT NULL,
    accepted_at     INTEGER NOT NULL,
    views           INTEGER,
    reading_minutes INTEGER NOT NULL,
    breaking        INTEGER NOT NULL CHECK (breaking IN (0, 1)),
    content_hash    TEXT NOT NULL,
    card_hash       TEXT NOT NULL,
    title           TEXT NOT NULL,
    url             TEXT NOT NULL,
    author          TEXT NOT NULL,
    image           TEXT NOT NULL,
    tags            TEXT NOT NULL,
    summary         TEXT NOT NULL,
    lead            TEXT NOT NULL,
    spans           TEXT NOT NULL,
    body            TEXT NOT NULL
);
CREATE INDEX article_latest ON article (published_at, key) WHERE state = 'live';
CREATE INDEX article_latest_of_rubric ON article (rubric, published_at, key) WHERE state = 'live';

-- What an article said before a change, as JSON; for the desk's question "what did it say then".
CREATE TABLE article_version (
    article     INTEGER NOT NULL REFERENCES article (key),
    version     INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;

-- How often "Read" was pressed: honest openings, apart from the views that a source reports.
CREATE TABLE article_opens (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    opens   INTEGER NOT NULL
);

-- A chat, or one topic of a chat (topic 0: the chat itself). The id never changes and grows; delivery walks along it.
CREATE TABLE recipient (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id           INTEGER NOT NULL,
    topic             INTEGER NOT NULL DEFAULT 0,
    kind              TEXT NOT NULL CHECK (kind IN ('private', 'group', 'channel')),
    state             TEXT NOT NULL CHECK (state IN ('active', 'paused', 'stopped', 'blocked', 'gone')),
    reason            TEXT NOT NULL DEFAULT '',
    language          TEXT NOT NULL,
    article_languages TEXT NOT NULL DEFAULT '',
    title             TEXT NOT NULL DEFAULT '',
    welcomed          INTEGER NOT NULL DEFAULT 0 CHECK (welcomed IN (0, 1)),
    created_at        INTEGER NOT NULL,
    changed_at        INTEGER NOT NULL,
    UNIQUE (chat_id, topic)
);

-- A recipient that was merged into another when a group migrated onto an id that already existed.
CREATE TABLE recipient_alias (
    old_id INTEGER PRIMARY KEY,
    new_id INTEGER NOT NULL
);

-- Which rubric reaches whom. `live` repeats "the recipient is active", so that the index below holds exactly those
-- whom a push goes to, in the order of the cursor. Rubric 0: every rubric for which there is no row of its own.
CREATE TABLE subscription (
    recipient INTEGER NOT NULL,
    rubric    INTEGER NOT NULL,
    mode      TEXT NOT NULL CHECK (mode IN ('now', 'digest', 'off')),
    live      INTEGER NOT NULL CHECK (live IN (0, 1)),
    since     INTEGER NOT NULL,
    PRIMARY KEY (recipient, rubric)
) WITHOUT ROWID;
CREATE INDEX follower ON subscription (rubric, recipient) WHERE mode = 'now' AND live = 1;

-- What is to be done to an article's audience; written in the transaction that accepts the article.
-- A push walks the followers by `cursor` (recipient); an edit walks the receipts by (`cursor`, `cursor_message`).
-- `proven`: the newest version that Telegram took once. Counts are kept with every commit. `total` -1: not counted yet.
CREATE TABLE broadcast (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('push', 'edit', 'recall', 'digest')),
    urgency        TEXT NOT NULL CHECK (urgency IN ('breaking', 'push', 'edit', 'digest')),
    state          TEXT NOT NULL CHECK (state IN ('open', 'paused', 'stopped', 'quarantined', 'superseded', 'cancelled', 'done')),
    article        INTEGER NOT NULL REFERENCES article (key),
    rubric         INTEGER NOT NULL,
    cursor         INTEGER NOT NULL DEFAULT 0,
    cursor_message INTEGER NOT NULL DEFAULT 0,
    exhausted      INTEGER NOT NULL DEFAULT 0 CHECK (exhausted IN (0, 1)),
    proven         INTEGER NOT NULL DEFAULT 0,
    reason         TEXT NOT NULL DEFAULT '',
    created_at     INTEGER NOT NULL,
    finished_at    INTEGER,
    total          INTEGER NOT NULL DEFAULT -1,
    delivered      INTEGER NOT NULL DEFAULT 0,
    gone           INTEGER NOT NULL DEFAULT 0,
    refused        INTEGER NOT NULL DEFAULT 0,
    unknown        INTEGER NOT NULL DEFAULT 0,
    CHECK ((state IN ('superseded', 'cancelled', 'done')) = (finished_at IS NOT NULL))
);
CREATE INDEX broadcast_unfinished ON broadcast (state) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX broadcast_one_push ON broadcast (article) WHERE kind = 'push';
CREATE INDEX broadcast_of_article ON broadcast (article, kind);

-- A message that is to leave. Unique per copy, not per broadcast: two corrections of one copy never fly at once.
-- `message_id` 0: a new message; else the copy that is changed. `run`: the process run that has it, 0: nobody.
CREATE TABLE claim (
    article    INTEGER NOT NULL,
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    broadcast     INTEGER NOT NULL REFERENCES broadcast (id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'taken')),
    run        INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    PRIMARY KEY (article, recipient, message_id),
    CHECK ((state = 'taken') = (run > 0))
) WITHOUT ROWID;
CREATE INDEX claim_of_broadcast ON claim (broadcast, state, due_at);

-- A copy in a chat: where it is and what it shows. About 18 bytes a row, so nothing more than that: `hours` is the
-- time of sending in whole hours after the article was accepted (0 and 1 take no space). A negative message id is a
-- copy out of reach: it was sent under a chat id that a migration has ended.
CREATE TABLE receipt (
    article    INTEGER NOT NULL,
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    hours      INTEGER NOT NULL,
    PRIMARY KEY (article, recipient, message_id)
) WITHOUT ROWID;

-- Whom a broadcast did not reach, or which copy it could not change, and why.
CREATE TABLE undelivered (
    broadcast     INTEGER NOT NULL REFERENCES broadcast (id),
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    fate       TEXT NOT NULL CHECK (fate IN ('refused', 'gone', 'unknown', 'cancelled')),
    reason     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (broadcast, recipient, message_id)
) WITHOUT ROWID;

-- A chat that Telegram told to wait (429); every broadcast and topic of it waits until then.
CREATE TABLE chat_wait (
    chat_id  INTEGER PRIMARY KEY,
    until_at INTEGER NOT NULL
);

-- One row a process run that may hold claims, and one for each of its runners: `step` recognises a commit whose
-- answer was lost when it is tried again.
CREATE TABLE run (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at INTEGER NOT NULL
);
CREATE TABLE runner (
    run    INTEGER NOT NULL REFERENCES run (id),
    number INTEGER NOT NULL,
    step   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;

-- Where a person is in a dialogue (aiogram's state); changed by expected version, since two updates may run at once.
CREATE TABLE dialogue (
    chat_id    INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    topic      INTEGER NOT NULL,
    state      TEXT NOT NULL,
    data       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, user_id, topic)
) WITHOUT ROWID;

-- An article that an editor is writing. `editing` until it is published or thrown away; both are final.
CREATE TABLE draft (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    author     INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('editing', 'published', 'thrown')),
    content    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    article    INTEGER REFERENCES article (key),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);

-- What the owners must be told, once: `dedupe` names the event.
CREATE TABLE notice (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    dedupe     TEXT NOT NULL UNIQUE,
    key        TEXT NOT NULL,
    "values"   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    told_at    INTEGER
);
CREATE INDEX notice_untold ON notice (id) WHERE told_at IS NULL;

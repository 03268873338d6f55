-- A small store of version 0.1.0 with the first migration alone, as `.dump` wrote it: a push half sent, a draft, a notice.
PRAGMA application_id = 1516786265;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "article" VALUES(1,'pushed',1,1,'live',1,'kk',1795516764461,1795516764462,NULL,1,0,'8a1e46bf9b12bd962ed0cc86c12e273a','0b79f45146d0e6fc324704a3f1adc6c2','Жаңа көпір ашылды','','','','','Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды.','','','Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды.');
INSERT INTO "article" VALUES(2,'archive',1,1,'live',1,'kk',1795516764476,1795516764476,NULL,1,0,'46d64566f5e188109daa1740da3d42f8','edab1c1730f1ac7fb32c1864271957fa','Мектеп жөнделді','','','','','Ауылдағы мектепке жаңа спортзал салынды.','','','Ауылдағы мектепке жаңа спортзал салынды.');
CREATE TABLE article_opens (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    opens   INTEGER NOT NULL
);
CREATE TABLE article_version (
    article     INTEGER NOT NULL REFERENCES article (key),
    version     INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;
CREATE TABLE chat_wait (
    chat_id  INTEGER PRIMARY KEY,
    until_at INTEGER NOT NULL
);
CREATE TABLE claim (
    article    INTEGER NOT NULL,
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    intent     INTEGER NOT NULL REFERENCES intent (id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'taken')),
    run        INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    PRIMARY KEY (article, recipient, message_id),
    CHECK ((state = 'taken') = (run > 0))
) WITHOUT ROWID;
INSERT INTO "claim" VALUES(1,4,0,1,'taken',1,1,1795516764482,0);
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
INSERT INTO "draft" VALUES(1,77,'editing','{"title": "", "rubric": 0, "url": "", "image": "", "language": "", "breaking": false, "of": 0, "base": 0, "marked": false, "lead": "", "body": "", "spans": "", "tags": []}',1,NULL,1795516764501,1795516764501);
CREATE TABLE intent (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('push', 'edit', 'recall', 'digest')),
    urgency        TEXT NOT NULL CHECK (urgency IN ('breaking', 'push', 'edit', 'digest')),
    state          TEXT NOT NULL CHECK (state IN ('open', 'paused', 'stopped', 'parked', 'superseded', 'cancelled', 'done')),
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
INSERT INTO "intent" VALUES(1,'push','push','open',1,1,4,0,0,1,'',1795516764464,NULL,-1,3,0,0,0);
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE notice (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    dedupe     TEXT NOT NULL UNIQUE,
    key        TEXT NOT NULL,
    "values"   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    told_at    INTEGER
);
INSERT INTO "notice" VALUES(1,'once','source-unreadable','{"file": "a.txt"}',1795516764500,NULL);
CREATE TABLE receipt (
    article    INTEGER NOT NULL,
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    hours      INTEGER NOT NULL,
    PRIMARY KEY (article, recipient, message_id)
) WITHOUT ROWID;
INSERT INTO "receipt" VALUES(1,1,501,1,0);
INSERT INTO "receipt" VALUES(1,2,502,1,0);
INSERT INTO "receipt" VALUES(1,3,503,1,0);
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
INSERT INTO "recipient" VALUES(1,100,0,'private','active','','kk','','',0,1795516764443,1795516764443);
INSERT INTO "recipient" VALUES(2,101,0,'private','active','','kk','','',0,1795516764443,1795516764443);
INSERT INTO "recipient" VALUES(3,102,0,'private','active','','kk','','',0,1795516764443,1795516764443);
INSERT INTO "recipient" VALUES(4,103,0,'private','active','','kk','','',0,1795516764443,1795516764443);
INSERT INTO "recipient" VALUES(5,104,0,'private','active','','kk','','',0,1795516764443,1795516764443);
INSERT INTO "recipient" VALUES(6,105,0,'private','active','','kk','','',0,1795516764443,1795516764443);
INSERT INTO "recipient" VALUES(7,-1001,7,'group','active','','kk','','',0,1795516764456,1795516764456);
CREATE TABLE recipient_alias (
    old_id INTEGER PRIMARY KEY,
    new_id INTEGER NOT NULL
);
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
INSERT INTO "rubric" VALUES(1,'politics','Саясат','Политика','Politics','🏛',1,0);
CREATE TABLE rubric_name (
    name   TEXT PRIMARY KEY,
    rubric INTEGER NOT NULL REFERENCES rubric (key)
) WITHOUT ROWID;
INSERT INTO "rubric_name" VALUES('politics',1);
INSERT INTO "rubric_name" VALUES('политика',1);
INSERT INTO "rubric_name" VALUES('саясат',1);
INSERT INTO "rubric_name" VALUES('🏛',1);
CREATE TABLE run (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at INTEGER NOT NULL
);
INSERT INTO "run" VALUES(1,1795516764479);
CREATE TABLE runner (
    run    INTEGER NOT NULL REFERENCES run (id),
    number INTEGER NOT NULL,
    step   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
INSERT INTO "runner" VALUES(1,0,0);
CREATE TABLE subscription (
    recipient INTEGER NOT NULL,
    rubric    INTEGER NOT NULL,
    mode      TEXT NOT NULL CHECK (mode IN ('now', 'digest', 'off')),
    live      INTEGER NOT NULL CHECK (live IN (0, 1)),
    since     INTEGER NOT NULL,
    PRIMARY KEY (recipient, rubric)
) WITHOUT ROWID;
INSERT INTO "subscription" VALUES(1,1,'now',1,1795516764443);
INSERT INTO "subscription" VALUES(2,1,'now',1,1795516764443);
INSERT INTO "subscription" VALUES(3,1,'now',1,1795516764443);
INSERT INTO "subscription" VALUES(4,1,'now',1,1795516764443);
INSERT INTO "subscription" VALUES(5,1,'now',1,1795516764443);
INSERT INTO "subscription" VALUES(6,1,'now',1,1795516764443);
INSERT INTO "subscription" VALUES(7,0,'now',1,1795516764456);
CREATE TABLE undelivered (
    intent     INTEGER NOT NULL REFERENCES intent (id),
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    fate       TEXT NOT NULL CHECK (fate IN ('refused', 'gone', 'unknown', 'cancelled')),
    reason     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (intent, recipient, message_id)
) WITHOUT ROWID;
CREATE INDEX article_latest ON article (published_at, key) WHERE state = 'live';
CREATE INDEX article_latest_of_rubric ON article (rubric, published_at, key) WHERE state = 'live';
CREATE INDEX follower ON subscription (rubric, recipient) WHERE mode = 'now' AND live = 1;
CREATE INDEX intent_unfinished ON intent (state) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX intent_one_push ON intent (article) WHERE kind = 'push';
CREATE INDEX intent_of_article ON intent (article, kind);
CREATE INDEX claim_of_intent ON claim (intent, state, due_at);
CREATE INDEX notice_untold ON notice (id) WHERE told_at IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('recipient',7);
INSERT INTO "sqlite_sequence" VALUES('run',1);
INSERT INTO "sqlite_sequence" VALUES('draft',1);
INSERT INTO "sqlite_sequence" VALUES('notice',1);
COMMIT;

-- The schema of the first release. The PostgreSQL file has the same tables and columns in the same order.
-- Times are UTC milliseconds unless a comment says otherwise. Booleans are 0 or 1, so one SQL text serves both databases.
-- Each CHECK on words repeats an enum of domain/; tests/storage/schema/test_schema.py compares the two.


-- ---- The store itself ----

-- Facts about the store: which folders were loaded, whether pushes are halted, counters.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;


-- ---- Rubrics and articles ----

-- A section of the paper. Key 0 never stands here: in `subscription` it means "every rubric, also new ones".
-- `merged_into`: the rubric that took this one over; 0: none did.
-- `suggested` 1: new readers see it first.
-- `forgotten` 1: it was merged, and no follower of it is left to move.
CREATE TABLE rubric (
    key         INTEGER PRIMARY KEY CHECK (key > 0),
    slug        TEXT NOT NULL UNIQUE,
    name_kk     TEXT NOT NULL,
    name_ru     TEXT NOT NULL DEFAULT '',
    name_en     TEXT NOT NULL DEFAULT '',
    emoji       TEXT NOT NULL DEFAULT '',
    position    INTEGER NOT NULL DEFAULT 0,
    hidden      INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    merged_into INTEGER NOT NULL DEFAULT 0,
    suggested   INTEGER NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1)),
    forgotten   INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1))
);

-- Every name of a rubric, in lower case: articles and people may use any language.
CREATE TABLE rubric_name (
    name   TEXT PRIMARY KEY,
    rubric INTEGER NOT NULL REFERENCES rubric (key)
) WITHOUT ROWID;

-- A merge of rubrics that is still moving followers. Someone who follows `rubric` meanwhile follows `into_rubric` too.
-- Each step of the merge renews `until_at`. A row whose time has passed, as after a crash, means nothing.
CREATE TABLE merging (
    rubric      INTEGER PRIMARY KEY,
    into_rubric INTEGER NOT NULL,
    until_at    INTEGER NOT NULL
);

-- An accepted article at its present version. The long columns stand last, because lists never read them.
-- `shown_since`: the version at which what any copy in a chat shows last changed; `card_since`: the same of copies that
-- show the card and not the whole text.
-- `corrected_at`: when a correction was last marked as one for readers; 0: never.
-- `own` 1: written in the newsroom (a draft, a note, a list). No file, feed or document can change it.
CREATE TABLE article (
    key             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    version         INTEGER NOT NULL CHECK (version >= 1),
    shown_since     INTEGER NOT NULL CHECK (shown_since BETWEEN 1 AND version),
    card_since      INTEGER NOT NULL DEFAULT 1,
    state           TEXT NOT NULL CHECK (state IN ('live', 'recalled')),
    rubric          INTEGER NOT NULL REFERENCES rubric (key),
    language        TEXT NOT NULL,
    published_at    INTEGER NOT NULL,
    accepted_at     INTEGER NOT NULL,
    corrected_at    INTEGER NOT NULL DEFAULT 0,
    views           INTEGER,
    reading_minutes INTEGER NOT NULL,
    breaking        INTEGER NOT NULL CHECK (breaking IN (0, 1)),
    own             INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
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
-- With the language, so that neither a count nor a page in some languages reads the articles themselves.
CREATE INDEX article_latest ON article (published_at, key, language) WHERE state = 'live';
CREATE INDEX article_latest_of_rubric ON article (rubric, published_at, key, language) WHERE state = 'live';
CREATE INDEX article_recalled ON article (rubric) WHERE state = 'recalled';
-- The filters of a search read this index instead of the long rows.
CREATE INDEX article_filter ON article (key, rubric, language, published_at) WHERE state = 'live';

-- The addresses under which an article is or was published, bare (text/addresses.py): readers paste them.
CREATE TABLE article_address (
    address TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (address, article)
) WITHOUT ROWID;

-- What an article said before a change, as JSON.
CREATE TABLE article_version (
    article     INTEGER NOT NULL REFERENCES article (key),
    version     INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;
CREATE INDEX article_version_old ON article_version (replaced_at);

-- A note tells everyone who holds a copy of an article what was wrong in it. The note is an article of its own, so it is
-- delivered, counted and recalled like any other. `about` is the corrected article, `since` its first right version.
CREATE TABLE note (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    about   INTEGER NOT NULL REFERENCES article (key),
    since   INTEGER NOT NULL
);
CREATE INDEX note_about ON note (about);

-- A list of articles that came too many at once: the list is an article of its own, `listed` are the articles in it.
-- It is delivered, counted, corrected and recalled like any other, but stands in no search and no archive.
CREATE TABLE listing (
    article INTEGER NOT NULL REFERENCES article (key),
    place   INTEGER NOT NULL,
    listed  INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (article, place)
);
CREATE INDEX listing_listed ON listing (listed);


-- ---- Photos ----

-- A picture that came as a file. It is deleted some days after Telegram has it (a photo there has a file_id).
-- `digest`: of the file as it came. `content`: the JPEG made of it.
CREATE TABLE picture (
    digest   TEXT PRIMARY KEY,
    content  BLOB NOT NULL,
    taken_at INTEGER NOT NULL
);
CREATE INDEX picture_old ON picture (taken_at);

-- The photo of an article that was sent. `source`: the `image` of the article that it was made of.
-- `refused`: Telegram took no such photo; the article is sent as text.
CREATE TABLE photo (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    source  TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('ready', 'refused')),
    file_id TEXT NOT NULL,
    reason  TEXT NOT NULL
);


-- ---- Files of the watched folder ----

-- What was seen of a file. `state` repeats storage.repositories.files.FileState. `begun`: how many processes began to
-- read it since it was last taken, and did not come to its end.
CREATE TABLE source_file (
    folder   TEXT NOT NULL,
    path     TEXT NOT NULL,
    known_as TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('found', 'begun', 'taken', 'bad')),
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    seen_at  INTEGER NOT NULL,
    begun    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID;

-- A feed that the bot polls. `known_as`: the host that was typed. `categories`: its categories to rubrics, JSON.
-- `whole_pages` 1: it gives teasers, and the pages behind them are taken. `trouble`: why it could not be read the last
-- time, JSON; '' when it was read. `begun`: how many times its bytes were begun since they last came to their end.
CREATE TABLE feed (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    url         TEXT NOT NULL UNIQUE,
    known_as    TEXT NOT NULL,
    rubric      TEXT NOT NULL,
    categories  TEXT NOT NULL,
    whole_pages INTEGER NOT NULL CHECK (whole_pages IN (0, 1)),
    state       TEXT NOT NULL CHECK (state IN ('new', 'active', 'failing', 'dead')),
    due_at      INTEGER NOT NULL,
    etag        TEXT NOT NULL DEFAULT '',
    modified    TEXT NOT NULL DEFAULT '',
    failures    INTEGER NOT NULL DEFAULT 0,
    begun       INTEGER NOT NULL DEFAULT 0,
    trouble     TEXT NOT NULL DEFAULT '',
    news_at     INTEGER NOT NULL DEFAULT 0,
    read_at     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX feed_due ON feed (due_at) WHERE state <> 'dead';

-- An article as a feed last gave it. `entry`: the article's id. `digest`: of what was given; only another one is taken,
-- so an editor's correction stays. `own` 1: the feed may change the article. `page_tries`: how often its page was asked
-- for in vain.
CREATE TABLE feed_entry (
    feed       INTEGER NOT NULL REFERENCES feed (id),
    entry      TEXT NOT NULL,
    digest     TEXT NOT NULL,
    own        INTEGER NOT NULL CHECK (own IN (0, 1)),
    page_tries INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (feed, entry)
) WITHOUT ROWID;

-- A fresh article that was accepted without a push and waits for an owner's decision.
-- `announced` 0: the look at the folder that brought it has not ended yet.
CREATE TABLE held (
    article   INTEGER PRIMARY KEY REFERENCES article (key),
    since     INTEGER NOT NULL,
    announced INTEGER NOT NULL CHECK (announced IN (0, 1))
);

-- What `zharshy import` took whole and without a fault: unchanged since, a file need not be read again.
-- `path`: the real one. `way`: what the reading depended on besides the file (rubric, zone, rules of the readers).
-- `articles`: how many are in it. `at`: when it was taken.
CREATE TABLE imported_file (
    path     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    way      TEXT NOT NULL,
    articles INTEGER NOT NULL,
    at       INTEGER NOT NULL
) WITHOUT ROWID;


-- ---- The audience ----

-- A chat, or one topic of a chat (topic 0: the chat itself). The id never changes, and new ids are larger than all
-- others: delivery walks along them.
-- `paused_until`: when a pause ends by itself; 0: it does not.
-- `zone`: an IANA time zone, '' for TIMEZONE. `quiet`: hours of that zone without news, as '23:00-07:00', '' for none.
-- `breaking_passes` 1: breaking news comes in quiet hours too. `sound`: which news rings; the rest comes silently.
-- `digest_times`: minutes after midnight with a space between them, '' for none; `digest_days`: of the week, Monday is 1.
-- `digest_next`: when the next of them is due, 0 without one; `digest_since`: the last had what was pushed until then.
-- `layout`: how much of a pushed article the chat shows.
-- `cap`: the most pushes a day, 0 for none; `cap_count`: how many there were on `cap_day` (of the chat's own zone, days
-- since the year 1). `night_asked` 1: a push at night has offered quiet hours once.
-- `absence`: whether news passed the chat by, from `away_since` to `away_until`, and whether it was asked about that.
-- `signs`: how often the chat showed that it can be written to. A refusal counts only where that is as it was at the claim.
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
    paused_until      INTEGER NOT NULL DEFAULT 0,
    absence           TEXT NOT NULL DEFAULT 'none' CHECK (absence IN ('none', 'away', 'asked', 'answered')),
    away_since        INTEGER NOT NULL DEFAULT 0,
    away_until        INTEGER NOT NULL DEFAULT 0,
    zone              TEXT NOT NULL DEFAULT '',
    quiet             TEXT NOT NULL DEFAULT '',
    breaking_passes   INTEGER NOT NULL DEFAULT 1 CHECK (breaking_passes IN (0, 1)),
    digest_times      TEXT NOT NULL DEFAULT '',
    digest_days       TEXT NOT NULL DEFAULT '1234567',
    digest_next       INTEGER NOT NULL DEFAULT 0,
    digest_since      INTEGER NOT NULL DEFAULT 0,
    sound             TEXT NOT NULL DEFAULT 'all' CHECK (sound IN ('all', 'breaking', 'none')),
    layout            TEXT NOT NULL DEFAULT 'normal' CHECK (layout IN ('compact', 'normal', 'full')),
    cap               INTEGER NOT NULL DEFAULT 0,
    cap_day           INTEGER NOT NULL DEFAULT 0,
    cap_count         INTEGER NOT NULL DEFAULT 0,
    night_asked       INTEGER NOT NULL DEFAULT 0 CHECK (night_asked IN (0, 1)),
    created_at        INTEGER NOT NULL,
    changed_at        INTEGER NOT NULL,
    signs             INTEGER NOT NULL DEFAULT 0,
    UNIQUE (chat_id, topic)
);
-- Whether any chat shows whole texts, which change more often than cards.
CREATE INDEX recipient_long ON recipient (id) WHERE layout = 'full';
CREATE INDEX recipient_pause_over ON recipient (paused_until) WHERE state = 'paused' AND paused_until > 0;
-- Groups and channels, for lists of them, and those where the bot may not write at present.
CREATE INDEX recipient_shared ON recipient (chat_id) WHERE kind <> 'private';
CREATE INDEX recipient_shut ON recipient (id) WHERE state = 'blocked' AND kind <> 'private';
-- Chats that are out of reach, and since when: they are forgotten in the end.
CREATE INDEX recipient_lost ON recipient (changed_at) WHERE state IN ('blocked', 'gone');

-- A recipient that was merged into another, when a group migrated to a chat id that was already known.
CREATE TABLE recipient_alias (
    old_id INTEGER PRIMARY KEY,
    new_id INTEGER NOT NULL
);

-- Which rubric reaches which recipient. Rubric 0: every rubric without a row of its own.
-- `live` repeats "the recipient is active". So the index holds exactly the recipients of a push, in the cursor's order.
CREATE TABLE subscription (
    recipient INTEGER NOT NULL,
    rubric    INTEGER NOT NULL,
    mode      TEXT NOT NULL CHECK (mode IN ('now', 'digest', 'off')),
    live      INTEGER NOT NULL CHECK (live IN (0, 1)),
    since     INTEGER NOT NULL,
    PRIMARY KEY (recipient, rubric)
) WITHOUT ROWID;
CREATE INDEX follower ON subscription (rubric, recipient) WHERE mode = 'now' AND live = 1;

-- A message that one reader gets once, unasked: a tip of the first week, or the question after a long silence.
-- `due_at` 0: it was sent, or is not wanted.
CREATE TABLE nudge (
    recipient INTEGER NOT NULL,
    what      TEXT NOT NULL CHECK (what IN ('tip-search', 'tip-hours', 'tip-inline', 'still-there')),
    due_at    INTEGER NOT NULL,
    PRIMARY KEY (recipient, what)
) WITHOUT ROWID;
CREATE INDEX nudge_due ON nudge (due_at) WHERE due_at > 0;

-- From which posters and pages new readers came, by the name in the link: how many, never who.
CREATE TABLE arrival (
    source  TEXT PRIMARY KEY,
    readers INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) WITHOUT ROWID;


-- ---- Places: groups, channels and the topics of forums ----

-- Who manages a group or channel with the bot. It says whom to tell and what to list; whether somebody still is an
-- administrator is asked of Telegram at every act.
-- `language`: of the person's app, for somebody who never wrote to the bot in private.
CREATE TABLE place_admin (
    user_id  INTEGER NOT NULL,
    chat_id  INTEGER NOT NULL,
    language TEXT NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (user_id, chat_id)
) WITHOUT ROWID;
CREATE INDEX place_admin_of ON place_admin (chat_id, since);

-- A topic of a forum, as Telegram's service messages tell of it; no call lists them.
CREATE TABLE forum_topic (
    chat_id INTEGER NOT NULL,
    topic   INTEGER NOT NULL,
    name    TEXT NOT NULL,
    closed  INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    PRIMARY KEY (chat_id, topic)
) WITHOUT ROWID;

-- What the administrators of a place are to be told, once; then the row goes. `topic` 0: about the whole chat.
-- `reason`: a reason code of domain/reason.py.
CREATE TABLE place_news (
    chat_id INTEGER NOT NULL,
    topic   INTEGER NOT NULL,
    what    TEXT NOT NULL CHECK (what IN ('stopped', 'resumed', 'moved')),
    reason  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (chat_id, topic)
) WITHOUT ROWID;

-- A message of the bot that is deleted at its time: "only administrators may do that" in a group.
CREATE TABLE passing_message (
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    delete_at  INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE INDEX passing_message_due ON passing_message (delete_at);


-- ---- Digests ----

-- An article that a chat gets in its next digest: it came in quiet hours, or above the daily cap, or its rubric comes in
-- the digest.
CREATE TABLE withheld (
    recipient INTEGER NOT NULL,
    article   INTEGER NOT NULL REFERENCES article (key),
    since     INTEGER NOT NULL,
    PRIMARY KEY (recipient, article)
) WITHOUT ROWID;
CREATE INDEX withheld_old ON withheld (since);

-- When the next digest of a chat is due. The row decides; a look that comes late finds it all the same.
CREATE TABLE digest_due (
    recipient INTEGER PRIMARY KEY,
    due_at    INTEGER NOT NULL
);
CREATE INDEX digest_due_at ON digest_due (due_at, recipient);

-- The digests of one hour are one broadcast. `article` stands for it: claims, receipts and corrections name it. Its
-- `listing` holds every article of it.
CREATE TABLE digest (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    due_at  INTEGER NOT NULL UNIQUE
);

-- What one chat gets of it: keys of articles with a space between them, the newest first. Delivery walks along `id`.
-- `left_out`: how many older ones were too many for a message.
CREATE TABLE digest_part (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    digest    INTEGER NOT NULL REFERENCES digest (article),
    recipient INTEGER NOT NULL,
    articles  TEXT NOT NULL,
    left_out  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (digest, recipient)
);
CREATE INDEX digest_part_next ON digest_part (digest, id);
CREATE INDEX digest_part_of ON digest_part (recipient);


-- ---- Words, stories and articles that a chat has chosen for itself ----

-- Words that a chat wants to be told of (`blocks` 0) or spared (1), in any inflection and in any rubric. `words`: in
-- small letters; with spaces between them they are a phrase, with " + " an article holds each of them somewhere.
-- `stems`: the stems that each word may have (text/search/alert_words.py); `rules`: RULES of text/words/words.py when they
-- were made.
CREATE TABLE alert (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient  INTEGER NOT NULL,
    blocks     INTEGER NOT NULL CHECK (blocks IN (0, 1)),
    words      TEXT NOT NULL,
    stems      TEXT NOT NULL,
    rules      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (recipient, words)
);
CREATE INDEX alert_rules ON alert (rules);

-- The rarest word of each alert, in each stem that it may have: only alerts whose rarest word an article holds are
-- compared with it. In the order of recipients, since they are compared a range of recipients at a time.
CREATE TABLE alert_stem (
    stem      TEXT NOT NULL,
    recipient INTEGER NOT NULL,
    alert     INTEGER NOT NULL,
    PRIMARY KEY (stem, recipient, alert)
) WITHOUT ROWID;
CREATE INDEX alert_stem_of ON alert_stem (recipient, alert);

-- Which story an article belongs to, named by the key of its first article (storage/repositories/readers/stories.py).
CREATE TABLE story_article (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    story   INTEGER NOT NULL
);
CREATE INDEX story_articles ON story_article (story, article);

-- A story that a chat follows, in whatever rubric, or does not want to hear of any more.
CREATE TABLE story_choice (
    story     INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    choice    TEXT NOT NULL CHECK (choice IN ('follow', 'mute')),
    chosen_at INTEGER NOT NULL,
    PRIMARY KEY (story, recipient)
) WITHOUT ROWID;
CREATE INDEX story_choice_of ON story_choice (recipient, chosen_at);
CREATE INDEX story_choice_old ON story_choice (chosen_at);

-- What a chat's own words and stories decide about a pushed article: it comes although its rubric is off (`wanted` 1), or
-- it does not come at all (0). `words`: of the alerts that rang, a line each; `story`: the one that it follows, 0 for none.
CREATE TABLE verdict (
    article   INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    wanted    INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    words     TEXT NOT NULL,
    story     INTEGER NOT NULL,
    PRIMARY KEY (article, recipient)
) WITHOUT ROWID;
CREATE INDEX verdict_of ON verdict (recipient);

-- Articles that a chat has put aside to read later.
CREATE TABLE saved (
    recipient INTEGER NOT NULL,
    article   INTEGER NOT NULL REFERENCES article (key),
    saved_at  INTEGER NOT NULL,
    PRIMARY KEY (recipient, article)
) WITHOUT ROWID;
CREATE INDEX saved_of ON saved (recipient, saved_at);


-- ---- Delivery ----

-- What is to be brought to many chats. A push is written in the transaction that accepts its article.
-- A push walks its followers by `cursor` (a recipient). An edit walks receipts by (`cursor`, `cursor_message`).
-- `judged` 0: a push that waits for the verdicts of alerts and stories (`verdict`); it is not sent before that.
-- `exhausted` 1: the cursor is at the end.
-- `proven`: the newest version that Telegram accepted once.
-- `total` -1: not counted yet. The other counts are kept with every commit.
-- `possible_duplicates`: how many of the delivered may have come twice, because an earlier try had an unknown outcome.
-- `note_of`: a push of a note goes to those who hold a copy of this article, up to recipient `up_to`; 0: not a note.
--   A recipient after `up_to` gets the right version at once from the push that still goes on.
-- `crash_count`: how often in a row a process ended, or a step failed, with unanswered messages of this broadcast.
-- `retry_cursor`: the recipient up to which the unreached were tried again (0: begun); NULL: they are not being tried again.
-- `closing` 1: it has ended, and some of its waiting claims are still to be closed.
CREATE TABLE broadcast (
    id                  INTEGER PRIMARY KEY,
    kind                TEXT NOT NULL CHECK (kind IN ('push', 'edit', 'recall', 'digest')),
    urgency             TEXT NOT NULL CHECK (urgency IN ('breaking', 'push', 'edit', 'digest')),
    state               TEXT NOT NULL CHECK (state IN ('open', 'paused', 'stopped', 'quarantined', 'superseded', 'cancelled', 'done')),
    article             INTEGER NOT NULL REFERENCES article (key),
    rubric              INTEGER NOT NULL,
    judged              INTEGER NOT NULL DEFAULT 1 CHECK (judged IN (0, 1)),
    note_of             INTEGER NOT NULL DEFAULT 0,
    up_to               INTEGER NOT NULL DEFAULT 0,
    cursor              INTEGER NOT NULL DEFAULT 0,
    cursor_message      INTEGER NOT NULL DEFAULT 0,
    exhausted           INTEGER NOT NULL DEFAULT 0 CHECK (exhausted IN (0, 1)),
    retry_cursor        INTEGER,
    closing             INTEGER NOT NULL DEFAULT 0 CHECK (closing IN (0, 1)),
    proven              INTEGER NOT NULL DEFAULT 0,
    crash_count         INTEGER NOT NULL DEFAULT 0,
    reason              TEXT NOT NULL DEFAULT '',
    created_at          INTEGER NOT NULL,
    finished_at         INTEGER,
    total               INTEGER NOT NULL DEFAULT -1,
    delivered           INTEGER NOT NULL DEFAULT 0,
    gone                INTEGER NOT NULL DEFAULT 0,
    refused             INTEGER NOT NULL DEFAULT 0,
    unknown             INTEGER NOT NULL DEFAULT 0,
    possible_duplicates INTEGER NOT NULL DEFAULT 0,
    CHECK ((state IN ('superseded', 'cancelled', 'done')) = (finished_at IS NOT NULL))
);
CREATE INDEX broadcast_unfinished ON broadcast (state) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX broadcast_one_push ON broadcast (article) WHERE kind = 'push';
-- What passed a chat by while it was away, and what its next digest holds.
CREATE INDEX broadcast_pushed ON broadcast (created_at) WHERE kind = 'push';
CREATE INDEX broadcast_of_article ON broadcast (article, kind);
CREATE INDEX broadcast_closing ON broadcast (id) WHERE closing = 1;
-- /queue reads the last that ended every three seconds.
CREATE INDEX broadcast_ended ON broadcast (finished_at) WHERE finished_at IS NOT NULL;

-- How far a broadcast is, as editors see it. A migration that rebuilds `broadcast` or `article` drops this view first.
CREATE VIEW broadcast_progress AS
SELECT i.id AS broadcast, i.article, a.title, a.rubric, i.kind, i.urgency, i.state, i.total, i.delivered, i.gone, i.refused,
       i.unknown, i.possible_duplicates, i.created_at, i.finished_at, i.reason, i.note_of
FROM broadcast i JOIN article a ON a.key = i.article;

-- A message that is about to leave. One claim a copy, not a broadcast: two corrections of a copy never fly at once.
-- `message_id`: the copy that is changed; 0: a new message.
-- `run`: the process run that holds it; 0: none does.
-- `unsent`: those of `tries` after which nothing can have arrived, for example refusals. The rest had an unknown outcome.
-- `unanswered`: the last run in which a call of it had no answer; 0: none. When that run is asked to stop, it is not sent again.
-- `plain` 1: it leaves without the photo, because the chat takes none.
CREATE TABLE claim (
    article    INTEGER NOT NULL,
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    broadcast  INTEGER NOT NULL REFERENCES broadcast (id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'taken')),
    run        INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    plain      INTEGER NOT NULL DEFAULT 0 CHECK (plain IN (0, 1)),
    unsent     INTEGER NOT NULL DEFAULT 0,
    unanswered INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (article, recipient, message_id),
    CHECK ((state = 'taken') = (run > 0))
) WITHOUT ROWID;
CREATE INDEX claim_of_broadcast ON claim (broadcast, state, due_at);

-- A copy in a chat: where it is and what it shows. There are as many rows as messages sent, so a row is only 18 bytes.
-- `hours`: when it was sent, in whole hours after the article was accepted (SQLite stores 0 and 1 without a byte).
-- `shape`: how it looks (domain/copy_shape.py); 0: a text of the normal layout, 1: a photo with a caption.
-- A negative message id: a copy out of reach, sent under a chat id that a migration has ended.
CREATE TABLE receipt (
    article    INTEGER NOT NULL,
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    hours      INTEGER NOT NULL,
    shape      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (article, recipient, message_id)
) WITHOUT ROWID;

-- Which recipient a broadcast did not reach, or which copy it could not change, and why.
CREATE TABLE undelivered (
    broadcast  INTEGER NOT NULL REFERENCES broadcast (id),
    recipient  INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    fate       TEXT NOT NULL CHECK (fate IN ('refused', 'gone', 'unknown', 'cancelled')),
    reason     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (broadcast, recipient, message_id)
) WITHOUT ROWID;

-- A chat that Telegram told to wait (429). Until then every broadcast and every topic of it waits.
CREATE TABLE chat_wait (
    chat_id  INTEGER PRIMARY KEY,
    until_at INTEGER NOT NULL
);

-- How far an open push was at which moment. It tells to a quarter of a minute when a recipient got its message, without
-- a time in each receipt. Kept for three days.
CREATE TABLE passage (
    broadcast INTEGER NOT NULL REFERENCES broadcast (id),
    at        INTEGER NOT NULL,
    cursor    INTEGER NOT NULL,
    PRIMARY KEY (broadcast, at)
) WITHOUT ROWID;


-- ---- Processes ----

-- One start of a process that may hold claims. It may claim while it is `live`, and renews `lease_until` itself.
-- When that has passed, another process marks it `lapsed`; 2 s later it is `ended`, in the commit that takes its claims
-- over. A run that comes back within these 2 s is live again. On SQLite the file lock is the lease: a run stays `live`.
-- `stopping` 1: it was asked to stop. On SQLite a file beside the store says so (storage/sqlite/stop_notice.py).
CREATE TABLE run (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at  INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'lapsed', 'ended')),
    lease_until INTEGER NOT NULL DEFAULT 0,
    lapsed_at   INTEGER NOT NULL DEFAULT 0,
    stopping    INTEGER NOT NULL DEFAULT 0 CHECK (stopping IN (0, 1))
);

-- A concurrent sender of a run. `step` recognises a commit that is tried again because its answer was lost.
CREATE TABLE runner (
    run    INTEGER NOT NULL REFERENCES run (id),
    number INTEGER NOT NULL,
    step   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;

-- Which recipients a step claimed, kept for some seconds: two runs must not write to one recipient within a second.
-- One row a step, not a row a message.
CREATE TABLE recent_walk (
    run       INTEGER NOT NULL,
    walked_at INTEGER NOT NULL,
    low       INTEGER NOT NULL,
    high      INTEGER NOT NULL,
    PRIMARY KEY (walked_at, run, low)
) WITHOUT ROWID;

-- The rate limiter that all processes share, one row: when the next slot is free, until when a lower rate holds, and since
-- when which run alone has asked for slots. Microseconds of the database's clock.
CREATE TABLE rate_limit (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    next_at         INTEGER NOT NULL,
    throttled_until INTEGER NOT NULL,
    only_run        INTEGER NOT NULL DEFAULT 0,
    only_since      INTEGER NOT NULL DEFAULT 0
);
INSERT INTO rate_limit (id, next_at, throttled_until) VALUES (1, 0, 0);

-- A class of messages that no process sends, because Telegram refused it as too fast: until when, which chat was refused
-- last, and when. Microseconds of the database's clock.
CREATE TABLE circuit_breaker (
    urgency      TEXT PRIMARY KEY CHECK (urgency IN ('breaking', 'push', 'edit', 'digest')),
    open_until   INTEGER NOT NULL,
    refused_chat INTEGER NOT NULL,
    refused_at   INTEGER NOT NULL
);

-- What one process does at a time, which process it is, and until when.
CREATE TABLE lease (
    name     TEXT PRIMARY KEY,
    holder   TEXT NOT NULL,
    until_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Updates from Telegram. `taken`: an instance works on it until `until_at`. `done`: no instance acts on it again.
-- `said` tells two updates apart to which a server has given the same number.
CREATE TABLE update_taken (
    update_id INTEGER PRIMARY KEY,
    state     TEXT NOT NULL CHECK (state IN ('taken', 'done')),
    holder    TEXT NOT NULL,
    until_at  INTEGER NOT NULL,
    said      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX update_old ON update_taken (until_at);


-- ---- The newsroom ----

-- Who works in the newsroom beside ADMIN_IDS. `rubrics`: keys with a space around each; '': all rubrics.
CREATE TABLE member (
    user_id  INTEGER PRIMARY KEY,
    role     TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'author')),
    rubrics  TEXT NOT NULL DEFAULT '',
    breaking INTEGER NOT NULL DEFAULT 0 CHECK (breaking IN (0, 1)),
    name     TEXT NOT NULL DEFAULT '',
    added_by INTEGER NOT NULL,
    since    INTEGER NOT NULL
);

-- The name and the language of everyone in the newsroom when they last wrote. The audit and the lists name people by it,
-- also owners who stand in ADMIN_IDS alone, and people who have left.
CREATE TABLE staff (
    user_id  INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    language TEXT NOT NULL
);

-- A link that makes one person a member. The row goes when the link is used, withdrawn, or its giver leaves.
-- `code`: a digest of the code in the link, so that a copy of the store lets nobody in.
CREATE TABLE invitation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    code       TEXT NOT NULL UNIQUE,
    role       TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'author')),
    created_by INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);

-- Where a person is in a dialogue (aiogram's state). Two updates may run at once, so a change names the version it expects.
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

-- A draft that is published by itself at its hour, if it still has this version. `trouble`: why that failed.
CREATE TABLE schedule (
    draft    INTEGER PRIMARY KEY REFERENCES draft (id),
    version  INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    given_by INTEGER NOT NULL,
    trouble  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX schedule_due ON schedule (due_at);

-- An author's draft that an editor is asked to approve. The first answer counts.
CREATE TABLE approval (
    draft       INTEGER PRIMARY KEY REFERENCES draft (id),
    version     INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'returned')),
    asked_at    INTEGER NOT NULL,
    answered_by INTEGER NOT NULL DEFAULT 0,
    answered_at INTEGER NOT NULL DEFAULT 0,
    remark      TEXT NOT NULL DEFAULT ''
);

-- The question for approval in each editor's chat. After an answer, or a change of the draft, each of them is edited.
CREATE TABLE approval_letter (
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    draft      INTEGER NOT NULL REFERENCES draft (id),
    version    INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;

-- What one press of a button sent, be it one article or a hundred: the editor gets one report when all of it has ended.
-- `open_until`: until then more may join it, so no report is sent; 0: it is complete.
CREATE TABLE bundle (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    editor     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    told       INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    open_until INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX bundle_untold ON bundle (id) WHERE told = 0;

-- Which editor is told how a broadcast ended. `bundle` 0: in a report of its own.
CREATE TABLE report_due (
    broadcast INTEGER PRIMARY KEY REFERENCES broadcast (id),
    editor    INTEGER NOT NULL,
    told      INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    bundle    INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX report_untold ON report_due (broadcast) WHERE told = 0;
CREATE INDEX report_of_bundle ON report_due (bundle) WHERE bundle > 0;

-- What the owners must be told, once. `dedupe` names the event.
CREATE TABLE notice (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    dedupe     TEXT NOT NULL UNIQUE,
    key        TEXT NOT NULL,
    "values"   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    told_at    INTEGER
);
CREATE INDEX notice_untold ON notice (id) WHERE told_at IS NULL;
CREATE INDEX notice_old ON notice (told_at) WHERE told_at IS NOT NULL;

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

-- What a member of the newsroom was last told of readers' letters: the newest `letter` then, and when.
-- `wanted` 0: the member switched these messages off.
CREATE TABLE letter_notice (
    user_id INTEGER PRIMARY KEY,
    wanted  INTEGER NOT NULL DEFAULT 1 CHECK (wanted IN (0, 1)),
    letter  INTEGER NOT NULL DEFAULT 0,
    told_at INTEGER NOT NULL DEFAULT 0
);

-- Who was warned, or may no longer write to the newsroom.
CREATE TABLE ban (
    user_id  INTEGER PRIMARY KEY,
    state    TEXT NOT NULL CHECK (state IN ('warned', 'banned')),
    given_by INTEGER NOT NULL,
    at       INTEGER NOT NULL
);

-- Who did what to what. Rows are only added: the database refuses everything else.
-- `subject`, `old_value`, `new_value` begin with = where the program chose them, with ' where a person typed them.
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
-- INSERT OR REPLACE deletes a row without the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;


-- ---- Readership ----

-- How often "Read" was pressed, apart from the views that a source reports.
CREATE TABLE article_opens (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    opens   INTEGER NOT NULL
);

-- The same by hour (hours since 1970, UTC): when people open articles, and how long an article is read.
CREATE TABLE opening (
    article INTEGER NOT NULL,
    hour    INTEGER NOT NULL,
    opens   INTEGER NOT NULL,
    PRIMARY KEY (article, hour)
) WITHOUT ROWID;

-- Followers at the end of a day (days since 1970 in the newsroom's zone). Rubric 0: all active recipients.
CREATE TABLE rubric_day (
    day       INTEGER NOT NULL,
    rubric    INTEGER NOT NULL,
    followers INTEGER NOT NULL,
    PRIMARY KEY (day, rubric)
) WITHOUT ROWID;

-- Two titles (and leads) of one article, tried on a sample of its readers: odd ids of recipients get these, even ones the
-- article's own. The push stands still behind recipient `up_to` until one is chosen. `decide_at` 0: the sample has not
-- all of its copies yet. `chosen_by` 0: by itself. The counts are those of the moment of the choice.
CREATE TABLE title_test (
    article     INTEGER PRIMARY KEY REFERENCES article (key),
    state       TEXT NOT NULL CHECK (state IN ('open', 'chosen', 'ended')),
    editor      INTEGER NOT NULL,
    title       TEXT NOT NULL,
    lead        TEXT NOT NULL,
    minutes     INTEGER NOT NULL,
    up_to       INTEGER NOT NULL,
    decide_at   INTEGER NOT NULL DEFAULT 0,
    chosen      TEXT NOT NULL DEFAULT '',
    chosen_by   INTEGER NOT NULL DEFAULT 0,
    own_chats   INTEGER NOT NULL DEFAULT 0,
    own_reads   INTEGER NOT NULL DEFAULT 0,
    other_chats INTEGER NOT NULL DEFAULT 0,
    other_reads INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX title_test_open ON title_test (article) WHERE state = 'open';

-- Which recipients pressed Read while the test of an article is open: each counts once. Empty after the choice.
CREATE TABLE title_test_reader (
    article   INTEGER NOT NULL REFERENCES title_test (article),
    recipient INTEGER NOT NULL,
    PRIMARY KEY (article, recipient)
) WITHOUT ROWID;

-- How many chats muted its rubric, or stopped, within an hour of getting an article.
CREATE TABLE leaving (
    article INTEGER NOT NULL,
    what    TEXT NOT NULL CHECK (what IN ('mute', 'stop')),
    chats   INTEGER NOT NULL,
    PRIMARY KEY (article, what)
) WITHOUT ROWID;

-- Which recipients those were, kept for two hours: someone who mutes, undoes it and mutes again is counted once.
CREATE TABLE leaver (
    recipient INTEGER NOT NULL,
    article   INTEGER NOT NULL,
    what      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (recipient, article, what)
);
CREATE INDEX leaver_at ON leaver (at);


-- ---- Search ----
-- text/words/words.py makes the words; the database only finds them.

-- Which article holds which token. Contentless: the text lies in `article`. detail=none keeps neither columns nor places
-- (46 MB for 100,000 articles of 140 words; with columns 100 MB, with places 178 MB). The stems of a title are tokens of
-- their own, and places are read from the text of the candidates.
CREATE VIRTUAL TABLE search_words USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- How many articles hold a token: for its rarity, for the budget of a query, and to know which words exist.
CREATE TABLE search_term (
    term     TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;

-- Which stems an article holds, two bytes each (text/words/stem_codes.py): in a large archive they stand for the words
-- that are too common to be read from the index. 28 MB for 100,000 articles of 140 words.
CREATE TABLE search_stems (
    article INTEGER PRIMARY KEY,
    stems   BLOB NOT NULL
);

-- The index that serves, and the one that `zharshy reindex` builds beside it. `rules`: RULES of text/words/words.py when
-- it was made, 0: empty so far. `articles`, `words`: how much it holds. `cursor`: the last article it is complete up to.
CREATE TABLE search_index (
    role     TEXT PRIMARY KEY CHECK (role IN ('serving', 'building')),
    rules    INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    words    INTEGER NOT NULL,
    cursor   INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO search_index (role, rules, articles, words, cursor) VALUES ('serving', 0, 0, 0, 0);

-- Searches that found nothing: what was asked and how often, never by whom.
CREATE TABLE search_unanswered (
    query   TEXT PRIMARY KEY,
    times   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX search_unanswered_last ON search_unanswered (last_at);

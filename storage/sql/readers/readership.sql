-- name: opening_add
INSERT INTO opening (article, hour, opens) VALUES ($1, now_ms() / 3600000, 1)
ON CONFLICT (article, hour) DO UPDATE SET opens = opening.opens + 1

-- name: leaver_add
-- Counts the leaving at the last article of rubric $2 (0: of any) that recipient $1 got, if that was within the hour.
-- A push reaches recipients in the order of their ids. It had reached this one at the first mark of `passage` behind it;
-- without such a mark, when it ended, or now. A message that waited (429) came later: not before the hour of its receipt.
INSERT INTO leaver (recipient, article, what, at)
SELECT $1, got.article, $3, now_ms()
FROM (
    SELECT i.article,
           CASE WHEN passed.at > a.accepted_at + r.hours * 3600000 OR r.hours < 0 THEN passed.at
                ELSE a.accepted_at + r.hours * 3600000 END AS at
    FROM broadcast i
    JOIN receipt r ON r.article = i.article AND r.recipient = $1
    JOIN article a ON a.key = i.article
    JOIN (SELECT p.id, coalesce((SELECT min(m.at) FROM passage m WHERE m.broadcast = p.id AND m.cursor >= $1),
                                p.finished_at, now_ms()) AS at
          FROM broadcast p WHERE p.kind = 'push' AND p.note_of = 0 AND p.created_at >= now_ms() - 259200000
         ) passed ON passed.id = i.id
    WHERE CAST($2 AS bigint) = 0 OR i.rubric = $2 OR i.rubric IN (SELECT key FROM rubric WHERE merged_into = $2)
) got
WHERE got.at >= now_ms() - 3600000
ORDER BY got.at DESC, got.article DESC LIMIT 1
ON CONFLICT (recipient, article, what) DO NOTHING
RETURNING article

-- name: leaving_count
INSERT INTO leaving (article, what, chats) VALUES ($1, $2, 1)
ON CONFLICT (article, what) DO UPDATE SET chats = leaving.chats + 1

-- name: leavers_over
-- $1: a time that is trusted, as wherever something is deleted.
DELETE FROM leaver WHERE at < $1 - 7200000

-- name: passage_mark
-- How far each open push is now; no new mark for one that has not moved.
INSERT INTO passage (broadcast, at, cursor)
SELECT i.id, now_ms(), i.cursor FROM broadcast i
WHERE i.kind = 'push' AND i.note_of = 0 AND i.finished_at IS NULL AND i.cursor > 0
  AND NOT EXISTS (SELECT 1 FROM passage m WHERE m.broadcast = i.id AND m.cursor = i.cursor)
ON CONFLICT (broadcast, at) DO NOTHING

-- name: passage_moving
SELECT 1 FROM broadcast WHERE kind = 'push' AND note_of = 0 AND finished_at IS NULL AND cursor > 0 LIMIT 1

-- name: passage_over
DELETE FROM passage WHERE at < $1 - 259200000

-- name: readers_of
-- Counts up to $2. The conditions count each recipient once. UNION would do so too, but SQLite would keep a million in memory.
SELECT count(*) FROM (
    SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1
    UNION ALL
    SELECT s.recipient FROM subscription s
    WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1
      AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
    LIMIT $2
) f

-- name: readers_counted
-- The last daily count.
SELECT followers FROM rubric_day WHERE rubric = $1 ORDER BY day DESC LIMIT 1

-- name: followers_all
SELECT count(*) FROM recipient WHERE state = 'active'

-- name: rubric_day_put
INSERT INTO rubric_day (day, rubric, followers) VALUES ($1, $2, $3)
ON CONFLICT (day, rubric) DO UPDATE SET followers = excluded.followers

-- name: rubric_day_get
SELECT rubric, followers FROM rubric_day WHERE day = (SELECT max(day) FROM rubric_day WHERE day <= $1)

-- name: rubric_days
SELECT day, followers FROM rubric_day WHERE rubric = $1 AND day >= $2 ORDER BY day

-- name: readership_delivered
SELECT (created_at + $2) / 86400000, sum(delivered) FROM broadcast
WHERE kind = 'push' AND note_of = 0 AND created_at >= $1 GROUP BY (created_at + $2) / 86400000

-- name: readership_opens
SELECT hour, sum(opens) FROM opening WHERE hour >= $1 GROUP BY hour

-- name: readership_opens_of
SELECT hour, opens FROM opening WHERE article = $1

-- name: leavings_since
-- Of articles whose push began after $1.
SELECT l.what, sum(l.chats) FROM broadcast i JOIN leaving l ON l.article = i.article
WHERE i.kind = 'push' AND i.note_of = 0 AND i.created_at >= $1 GROUP BY l.what

-- name: readership_articles
SELECT a.key, a.id, a.title, a.rubric, a.published_at, coalesce(i.delivered, 0), coalesce(i.gone, 0),
       coalesce(i.refused, 0), coalesce(i.unknown, 0), coalesce(o.opens, 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'mute'), 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'stop'), 0)
FROM broadcast i JOIN article a ON a.key = i.article LEFT JOIN article_opens o ON o.article = a.key
WHERE i.kind = 'push' AND i.note_of = 0 ORDER BY i.id DESC LIMIT $1 OFFSET $2

-- name: readership_article
SELECT a.key, a.id, a.title, a.rubric, a.published_at, coalesce(i.delivered, 0), coalesce(i.gone, 0),
       coalesce(i.refused, 0), coalesce(i.unknown, 0), coalesce(o.opens, 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'mute'), 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'stop'), 0)
FROM article a LEFT JOIN broadcast i ON i.article = a.key AND i.kind = 'push'
LEFT JOIN article_opens o ON o.article = a.key
WHERE a.key = $1

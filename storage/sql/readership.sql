-- name: opening_add
INSERT INTO opening (article, hour, opens) VALUES ($1, now_ms() / 3600000, 1)
ON CONFLICT (article, hour) DO UPDATE SET opens = opening.opens + 1

-- name: leaving_add
-- A receipt knows the time of sending in whole hours: "within an hour" is up to two where it was sent late.
INSERT INTO leaving (article, what, chats)
SELECT r.article, $3, 1
FROM intent i JOIN receipt r ON r.article = i.article JOIN article a ON a.key = i.article
WHERE i.kind = 'push' AND i.created_at >= now_ms() - 172800000 AND r.recipient = $1
  AND (CAST($2 AS bigint) = 0 OR i.rubric = $2) AND a.accepted_at + (r.hours + 1) * 3600000 >= now_ms()
ORDER BY i.id DESC LIMIT 1
ON CONFLICT (article, what) DO UPDATE SET chats = leaving.chats + 1

-- name: readers_of
SELECT count(*) FROM (
    SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1
    UNION
    SELECT s.recipient FROM subscription s
    WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1
      AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
) f

-- name: followers_all
SELECT count(*) FROM recipient WHERE state = 'active'

-- name: rubric_day_put
INSERT INTO rubric_day (day, rubric, followers) VALUES ($1, $2, $3)
ON CONFLICT (day, rubric) DO UPDATE SET followers = excluded.followers

-- name: rubric_day_get
SELECT rubric, followers FROM rubric_day WHERE day = (SELECT max(day) FROM rubric_day WHERE day <= $1)

-- name: readership_delivered
SELECT (created_at + $2) / 86400000, sum(delivered) FROM intent
WHERE kind = 'push' AND created_at >= $1 GROUP BY (created_at + $2) / 86400000

-- name: readership_opens
SELECT hour, sum(opens) FROM opening WHERE hour >= $1 GROUP BY hour

-- name: readership_opens_of
SELECT hour, opens FROM opening WHERE article = $1

-- name: readership_articles
SELECT a.key, a.id, a.title, a.rubric, a.published_at, coalesce(i.delivered, 0), coalesce(i.gone, 0),
       coalesce(i.refused, 0), coalesce(i.unknown, 0), coalesce(o.opens, 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'mute'), 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'stop'), 0)
FROM intent i JOIN article a ON a.key = i.article LEFT JOIN article_opens o ON o.article = a.key
WHERE i.kind = 'push' ORDER BY i.id DESC LIMIT $1 OFFSET $2

-- name: readership_article
SELECT a.key, a.id, a.title, a.rubric, a.published_at, coalesce(i.delivered, 0), coalesce(i.gone, 0),
       coalesce(i.refused, 0), coalesce(i.unknown, 0), coalesce(o.opens, 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'mute'), 0),
       coalesce((SELECT l.chats FROM leaving l WHERE l.article = a.key AND l.what = 'stop'), 0)
FROM article a LEFT JOIN intent i ON i.article = a.key AND i.kind = 'push'
LEFT JOIN article_opens o ON o.article = a.key
WHERE a.key = $1

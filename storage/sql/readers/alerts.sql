-- Alerts: words that a chat wants to be told of, or spared.

-- name: alerts_of
SELECT id, recipient, words, blocks, stems FROM alert WHERE recipient = $1 ORDER BY blocks, id

-- name: alerts_count
SELECT count(*) FROM alert WHERE recipient = $1

-- name: alert_add
-- The same words again, told of instead of spared or the other way round, change sides.
INSERT INTO alert (recipient, blocks, words, stems, rules, created_at) VALUES ($1, $2, $3, $4, $5, now_ms())
ON CONFLICT (recipient, words) DO UPDATE SET blocks = excluded.blocks WHERE alert.blocks <> excluded.blocks
RETURNING id

-- name: alert_stem_add
INSERT INTO alert_stem (stem, recipient, alert) VALUES ($1, $2, $3) ON CONFLICT (stem, recipient, alert) DO NOTHING

-- name: alert_stems_drop
DELETE FROM alert_stem WHERE recipient = $1 AND alert = $2

-- name: alert_drop
DELETE FROM alert WHERE id = $1 AND recipient = $2 RETURNING words, blocks

-- name: alerts_outdated
-- Whose stems other rules made.
SELECT id, recipient, words, blocks, stems FROM alert WHERE rules < $1 OR rules > $1 LIMIT $2

-- name: alert_restemmed
UPDATE alert SET stems = $2, rules = $3 WHERE id = $1

-- name: alert_month
-- The stems (text/words/stem_codes.py) of the newest $2 articles published after $1.
SELECT a.key, s.stems FROM article a JOIN search_stems s ON s.article = a.key
WHERE a.state = 'live' AND a.published_at >= $1 ORDER BY a.published_at DESC, a.key DESC LIMIT $2

-- name: forget_alerts
DELETE FROM alert WHERE recipient = $1

-- name: forget_alert_stems
DELETE FROM alert_stem WHERE recipient = $1

-- name: merge_alerts
INSERT INTO alert (recipient, blocks, words, stems, rules, created_at)
SELECT CAST($1 AS bigint), blocks, words, stems, 0, created_at FROM alert WHERE recipient = $2
ON CONFLICT (recipient, words) DO NOTHING


-- ---- What they decide about a pushed article ----

-- name: verdict_put
INSERT INTO verdict (article, recipient, wanted, words, story) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (article, recipient) DO UPDATE SET wanted = excluded.wanted, words = excluded.words, story = excluded.story

-- name: verdict_drop
DELETE FROM verdict WHERE article = $1 AND recipient = $2

-- name: verdict_get
SELECT recipient, wanted, words, story FROM verdict WHERE article = $1 AND recipient = $2

-- name: article_has_come
SELECT 1 FROM receipt had
WHERE had.recipient = $2 AND had.article IN (SELECT CAST($1 AS bigint) UNION SELECT l.article FROM listing l WHERE l.listed = $1)
LIMIT 1

-- name: verdicts_counted
-- How many more get the push of article $1 than those who follow rubric $2; less than 0 where more are spared.
SELECT coalesce(sum(CASE WHEN v.wanted = 1 AND f.mode <> 'now' THEN 1 WHEN v.wanted = 0 AND f.mode = 'now' THEN -1 ELSE 0 END), 0)
FROM verdict v
JOIN recipient r ON r.id = v.recipient AND r.state = 'active'
JOIN (SELECT one.id,
             coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = one.id AND s.rubric = $2),
                      (SELECT s.mode FROM subscription s WHERE s.recipient = one.id AND s.rubric = 0), 'off') AS mode
      FROM recipient one) f ON f.id = v.recipient
WHERE v.article = $1
  AND (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $3 || ' %'))

-- name: broadcast_judged
UPDATE broadcast SET judged = 1 WHERE id = $1 AND judged = 0

-- name: broadcast_unjudged
SELECT 1 FROM broadcast WHERE id = $1 AND judged = 0

-- name: verdicts_open
-- Articles about which a choice of recipient $1 may still change something, the newest first: their push goes on, or they
-- wait for its digest.
SELECT i.article FROM broadcast i
WHERE i.kind = 'push' AND i.note_of = 0 AND i.finished_at IS NULL AND i.state IN ('open', 'paused', 'stopped', 'quarantined')
UNION
SELECT w.article FROM withheld w WHERE w.recipient = $1
ORDER BY article DESC LIMIT $2

-- name: verdicts_forget
-- Up to $2, of the oldest article that has any, if it was accepted before $1.
DELETE FROM verdict
WHERE (article, recipient) IN (
    SELECT article, recipient FROM verdict
    WHERE article = (SELECT key FROM article WHERE key = (SELECT min(article) FROM verdict) AND accepted_at < $1)
    LIMIT $2)

-- name: forget_verdicts
DELETE FROM verdict WHERE recipient = $1

-- name: merge_verdicts
INSERT INTO verdict (article, recipient, wanted, words, story)
SELECT article, CAST($1 AS bigint), wanted, words, story FROM verdict WHERE recipient = $2
ON CONFLICT (article, recipient) DO NOTHING

-- Digests: what is withheld from a chat, when its digest is due, and who gets which part of one.

-- name: withheld_add
INSERT INTO withheld (recipient, article, since) VALUES ($1, $2, now_ms()) ON CONFLICT (recipient, article) DO NOTHING

-- name: digest_due_by
-- A digest that is due earlier stays so.
INSERT INTO digest_due (recipient, due_at) VALUES ($1, $2)
ON CONFLICT (recipient) DO UPDATE SET due_at = excluded.due_at WHERE digest_due.due_at > excluded.due_at

-- name: digest_due_withheld
-- A recipient that has changed its hours gets at once what was withheld. By the minute: all digests of a minute are one
-- broadcast.
INSERT INTO digest_due (recipient, due_at)
SELECT recipient, now_ms() - now_ms() % 60000 FROM withheld WHERE recipient = $1 LIMIT 1
ON CONFLICT (recipient) DO UPDATE SET due_at = excluded.due_at

-- name: digest_due_again
-- A recipient that is back gets at once what was withheld, and the digest whose hour passed meanwhile.
INSERT INTO digest_due (recipient, due_at)
SELECT id, now_ms() - now_ms() % 60000 FROM recipient r
WHERE id = $1 AND (digest_next > 0 OR EXISTS (SELECT 1 FROM withheld w WHERE w.recipient = r.id))
ON CONFLICT (recipient) DO UPDATE SET due_at = excluded.due_at

-- name: digest_due_now
-- On demand: all that waits, although its hour has not come.
UPDATE recipient SET digest_next = CASE WHEN digest_times = '' THEN 0 ELSE now_ms() - now_ms() % 60000 END WHERE id = $1

-- name: digest_due_put
INSERT INTO digest_due (recipient, due_at) VALUES ($1, $2) ON CONFLICT (recipient) DO UPDATE SET due_at = excluded.due_at

-- name: digests_due
-- The next recipients whose digest is due, by hour and recipient. None while a push that came a moment ago is judged: only
-- then is it known whom it reaches by itself. A push that can't be judged holds no digest up for longer than a minute.
SELECT d.recipient, d.due_at, r.state, r.zone, r.digest_times, r.digest_days, r.digest_next FROM digest_due d JOIN recipient r ON r.id = d.recipient
WHERE d.due_at <= $1
  AND NOT EXISTS (SELECT 1 FROM broadcast i WHERE i.finished_at IS NULL AND i.state = 'open' AND i.judged = 0
                  AND i.created_at > CAST($1 AS bigint) - 60000)
ORDER BY d.due_at, d.recipient LIMIT $2

-- name: digest_collect
-- What was pushed since the last digest of recipients that are due ($1: now, the first $2), in rubrics that come in the
-- digest. The rows then wait like withheld ones, so that a kill loses none and no article comes twice. The pushes of the
-- longest time that any of them waits are read once, and not for each recipient. What an alert or a story of its own decides
-- about comes with the push, or not at all.
WITH reader AS MATERIALIZED (
    SELECT r.id, r.article_languages, r.digest_since
    FROM (SELECT recipient FROM digest_due WHERE due_at <= $1 ORDER BY due_at, recipient LIMIT $2) d
    JOIN recipient r ON r.id = d.recipient
    WHERE r.state = 'active' AND r.digest_next > 0 AND r.digest_next <= $1
), pushed AS MATERIALIZED (
    SELECT i.article, i.rubric, i.created_at, a.language
    FROM broadcast i JOIN article a ON a.key = i.article
    WHERE i.kind = 'push' AND i.created_at > (SELECT min(digest_since) FROM reader) AND i.created_at <= $1
      AND i.note_of = 0 AND i.state <> 'cancelled' AND a.state = 'live'
)
INSERT INTO withheld (recipient, article, since)
SELECT r.id, p.article, p.created_at
FROM reader r CROSS JOIN pushed p
WHERE p.created_at > r.digest_since
  AND (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || p.language || ' %'))
  AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = p.rubric),
               (SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) = 'digest'
  AND coalesce((SELECT s.since FROM subscription s WHERE s.recipient = r.id AND s.rubric = p.rubric),
               (SELECT s.since FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) <= p.created_at
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = p.article AND had.recipient = r.id)
  AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.article = p.article AND v.recipient = r.id)
ON CONFLICT (recipient, article) DO NOTHING

-- name: digest_would_collect
-- Whether the same would find anything for one recipient ($1), at $2, in what is judged already.
SELECT 1
FROM recipient r JOIN broadcast i ON i.kind = 'push' AND i.created_at > r.digest_since AND i.created_at <= $2
JOIN article a ON a.key = i.article
WHERE r.id = $1 AND r.digest_since > 0 AND i.judged = 1 AND i.note_of = 0 AND i.state <> 'cancelled' AND a.state = 'live'
  AND (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || a.language || ' %'))
  AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = i.rubric),
               (SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) = 'digest'
  AND coalesce((SELECT s.since FROM subscription s WHERE s.recipient = r.id AND s.rubric = i.rubric),
               (SELECT s.since FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) <= i.created_at
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = i.article AND had.recipient = r.id)
  AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.article = i.article AND v.recipient = r.id)
LIMIT 1

-- name: digest_collected
-- $2: when the next digest of recipient $1 is due; $3: now.
UPDATE recipient SET digest_next = $2, digest_since = $3 WHERE id = $1

-- name: withheld_of
-- What a recipient gets in its digest: live articles, in languages that it still reads, of which it has no copy.
SELECT w.article FROM withheld w JOIN article a ON a.key = w.article
WHERE w.recipient = $1 AND a.state = 'live'
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = w.article AND had.recipient = w.recipient)
  AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.article = w.article AND v.recipient = w.recipient AND v.wanted = 0)
ORDER BY w.since DESC, w.article DESC

-- name: withheld_drop
DELETE FROM withheld WHERE recipient = $1

-- name: digest_due_drop
DELETE FROM digest_due WHERE recipient = $1 AND due_at <= $2

-- name: digest_of_hour
SELECT article FROM digest WHERE due_at = $1

-- name: digest_add
INSERT INTO digest (article, due_at) VALUES ($1, $2)

-- name: digest_part_add
INSERT INTO digest_part (digest, recipient, articles, left_out) VALUES ($1, $2, $3, $4)
ON CONFLICT (digest, recipient) DO NOTHING

-- name: digest_lists
-- Every article of a digest, so that a correction of it finds the digest.
INSERT INTO listing (article, place, listed)
SELECT CAST($1 AS bigint), coalesce((SELECT max(place) FROM listing WHERE article = $1), 0) + 1, CAST($2 AS bigint)
WHERE NOT EXISTS (SELECT 1 FROM listing WHERE article = $1 AND listed = $2)

-- name: digest_goes_on
-- Parts were added: the walk has more to do, also after it had ended.
UPDATE broadcast SET exhausted = 0, total = -1, state = CASE WHEN state = 'done' THEN 'open' ELSE state END,
                     finished_at = CASE WHEN state = 'done' THEN NULL ELSE finished_at END
WHERE article = $1 AND kind = 'digest' AND state NOT IN ('cancelled', 'superseded')

-- name: digest_part_of
SELECT articles, left_out FROM digest_part WHERE digest = $1 AND recipient = $2

-- name: digest_readers
-- The next parts of a digest ($1) after the cursor ($2), for recipients that may get it now.
SELECT p.id, r.id, r.chat_id, r.topic, r.kind, r.language, coalesce(w.until_at, 0), r.sound, r.signs
FROM (SELECT id, recipient FROM digest_part WHERE digest = $1 AND id > $2 ORDER BY id LIMIT $3) p
JOIN recipient r ON r.id = p.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE r.state = 'active'
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = $1 AND had.recipient = r.id)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = $1 AND c.recipient = r.id AND c.message_id = 0)
ORDER BY p.id

-- name: digest_parts_seen
-- How many parts the statement above looked at, and the last of them.
SELECT count(*), coalesce(max(id), 0)
FROM (SELECT id FROM digest_part WHERE digest = $1 AND id > $2 ORDER BY id LIMIT $3) p

-- name: digest_claims_due
-- As claims_due. 1: it waits for its digest; 0: it gets no messages any more; -1: it has it.
SELECT c.recipient, c.message_id, c.tries, r.chat_id, r.topic, r.kind, r.language, r.state, coalesce(w.until_at, 0),
       CASE WHEN EXISTS (SELECT 1 FROM receipt had WHERE had.article = c.article AND had.recipient = c.recipient) THEN -1
            WHEN r.state <> 'active' THEN 0
            ELSE 1 END,
       0, 0, 0, c.plain, c.tries - c.unsent, r.sound, 'normal', r.signs
FROM claim c
JOIN recipient r ON r.id = c.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE c.broadcast = $1 AND c.state = 'waiting' AND c.due_at <= $2
ORDER BY c.due_at LIMIT $3

-- name: count_digest_parts
SELECT count(*) FROM digest_part WHERE digest = $1

-- name: forget_withheld
DELETE FROM withheld WHERE recipient = $1

-- name: forget_digest_due
DELETE FROM digest_due WHERE recipient = $1

-- name: forget_digest_parts
DELETE FROM digest_part WHERE recipient = $1

-- name: merge_withheld
INSERT INTO withheld (recipient, article, since) SELECT CAST($1 AS bigint), article, since FROM withheld WHERE recipient = $2
ON CONFLICT (recipient, article) DO NOTHING

-- name: merge_digest_due
INSERT INTO digest_due (recipient, due_at) SELECT CAST($1 AS bigint), due_at FROM digest_due WHERE recipient = $2
ON CONFLICT (recipient) DO NOTHING

-- name: merge_digest_parts
INSERT INTO digest_part (digest, recipient, articles, left_out)
SELECT digest, CAST($1 AS bigint), articles, left_out FROM digest_part WHERE recipient = $2
ON CONFLICT (digest, recipient) DO NOTHING

-- name: merge_hours
-- A chat that has chosen no hours of its own gets those of the one that is merged into it.
UPDATE recipient
SET (zone, quiet, breaking_passes, sound, digest_times, digest_days, digest_next, digest_since, layout, cap, night_asked) =
    (SELECT zone, quiet, breaking_passes, sound, digest_times, digest_days, digest_next, digest_since, layout, cap,
            night_asked
     FROM recipient lost WHERE lost.id = $2)
WHERE id = $1 AND zone = '' AND quiet = '' AND digest_times = '' AND layout = 'normal' AND cap = 0

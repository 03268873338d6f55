-- What only PostgreSQL says in another way.

-- name: data_version
-- Changes with every commit of anybody that wrote something.
SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint

-- name: intent_head
-- The same intent inside the transaction that claims, locked until its commit: several processes may be at it. Nothing
-- when it is open no more, or pushes are halted.
SELECT i.cursor, i.cursor_message, i.exhausted, a.version, a.shown_since, a.language, a.state, a.accepted_at,
       i.proven >= a.shown_since,
       CASE WHEN i.proven >= a.shown_since THEN 0
            ELSE coalesce((SELECT max(c.claimed_at) FROM claim c WHERE c.intent = i.id AND c.state = 'taken'), 0) END
FROM intent i JOIN article a ON a.key = i.article
WHERE i.id = $1 AND i.state = 'open'
  AND (i.kind IN ('edit', 'recall') OR NOT EXISTS (SELECT 1 FROM meta WHERE name = 'halted'))
  -- Of those that were out when a process ended, one at a time, so that it shows whose fault it is.
  AND (i.rescues = 0 OR NOT EXISTS (SELECT 1 FROM claim c JOIN intent other ON other.id = c.intent
                                    WHERE c.state = 'taken' AND other.rescues > 0 AND other.id <> i.id))
FOR NO KEY UPDATE OF i

-- name: followers
-- As in sql/deliveries.sql, with an order and a limit in each half: the two are then merged as they are read, and a step
-- that needs 50 reads 50 entries of each index instead of sorting all that are left of a million. Also, a person whom any
-- run walked over in the last second waits until that is over; of this intent all have walked behind the cursor.
WITH walked AS MATERIALIZED (
    SELECT low, high, walked_at FROM stride WHERE walked_at > (SELECT now_ms()) - 1000 AND high > $2
)
SELECT f.recipient, r.chat_id, r.topic, r.kind, r.language,
       greatest(coalesce(w.until_at, 0),
                (SELECT max(walked_at) + 1000 FROM walked WHERE r.kind = 'private' AND f.recipient BETWEEN low AND high))
FROM (
    SELECT recipient FROM (
        (SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1 AND recipient > $2
         ORDER BY recipient LIMIT $4)
        UNION ALL
        (SELECT s.recipient FROM subscription s
         WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1 AND s.recipient > $2
           AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
         ORDER BY s.recipient LIMIT $4)
    ) either ORDER BY recipient LIMIT $4
) f
JOIN recipient r ON r.id = f.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $5 || ' %'))
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = $6 AND had.recipient = f.recipient)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = $6 AND c.recipient = f.recipient AND c.message_id = 0)
  AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.intent = $7 AND u.recipient = f.recipient)
ORDER BY f.recipient LIMIT $3

-- name: followers_window
SELECT count(*), coalesce(max(recipient), 0) FROM (
    SELECT recipient FROM (
        (SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1 AND recipient > $2
         ORDER BY recipient LIMIT $3)
        UNION ALL
        (SELECT s.recipient FROM subscription s
         WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1 AND s.recipient > $2
           AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
         ORDER BY s.recipient LIMIT $3)
    ) either ORDER BY recipient LIMIT $3
) looked

-- name: copies
-- As in sql/deliveries.sql; people wait as above.
WITH walked AS MATERIALIZED (
    SELECT low, high, walked_at FROM stride WHERE walked_at > (SELECT now_ms()) - 1000 AND high >= $2
)
SELECT f.recipient, f.message_id, r.chat_id, r.topic, r.kind, r.language, r.state,
       greatest(coalesce(w.until_at, 0),
                (SELECT max(walked_at) + 1000 FROM walked WHERE r.kind = 'private' AND f.recipient BETWEEN low AND high)),
       f.hours, f.photo
FROM (
    SELECT recipient, message_id, version, hours, photo FROM receipt
    WHERE article = $1 AND (recipient, message_id) > ($2, $3)
    ORDER BY recipient, message_id LIMIT $6
) f
JOIN recipient r ON r.id = f.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE f.version < $4
  AND NOT EXISTS (SELECT 1 FROM claim c
                  WHERE c.article = $1 AND c.recipient = f.recipient AND c.message_id = f.message_id)
  AND NOT EXISTS (SELECT 1 FROM undelivered u
                  WHERE u.intent = $7 AND u.recipient = f.recipient AND u.message_id = f.message_id)
ORDER BY f.recipient, f.message_id LIMIT $5

-- name: alone
-- One such transaction at a time, until its commit: what it reads and then writes is not changed in between.
SELECT pg_advisory_xact_lock(1516785241)

-- The same statements as in sql/delivery/deliveries.sql without the outer ORDER BY: SQLite runs the inner query as a co-routine in
-- its order and stops at the outer LIMIT, but would sort the whole look in a temporary b-tree for an ORDER BY that
-- repeats that order (61 against 4 us a follower, looking at 5,000 for 50).


-- name: followers
SELECT f.recipient, r.chat_id, r.topic, r.kind, r.language, coalesce(w.until_at, 0), r.quiet, r.zone, r.breaking_passes,
       r.sound,
       CASE WHEN coalesce(v.story, 0) > 0 THEN coalesce((
           SELECT max(had.message_id) FROM story_article part JOIN receipt had ON had.article = part.article
           WHERE part.story = v.story AND part.article < $6 AND had.recipient = f.recipient AND had.message_id > 0), 0)
       ELSE 0 END,
       r.layout, r.cap, r.cap_day, r.cap_count, r.digest_next, r.night_asked, r.signs
FROM (
    SELECT recipient FROM (
        SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1 AND recipient > $2
        UNION ALL
        SELECT s.recipient FROM subscription s
        WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1 AND s.recipient > $2
          AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
        UNION ALL
        SELECT own.recipient FROM verdict own
        WHERE own.article = $6 AND own.wanted = 1 AND own.recipient > $2
          AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = $1),
                       (SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = 0), 'off') <> 'now'
    ) either ORDER BY recipient LIMIT $4
) f
JOIN recipient r ON r.id = f.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
LEFT JOIN verdict v ON v.article = $6 AND v.recipient = f.recipient
WHERE (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $5 || ' %'))
  AND (v.wanted IS NULL OR (v.wanted = 1 AND r.state = 'active'))
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = $6 AND had.recipient = f.recipient)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = $6 AND c.recipient = f.recipient AND c.message_id = 0)
  AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.broadcast = $7 AND u.recipient = f.recipient)
LIMIT $3

-- name: copies
SELECT f.recipient, f.message_id, r.chat_id, r.topic, r.kind, r.language, r.state, coalesce(w.until_at, 0), f.hours,
       f.shape, r.signs
FROM (
    SELECT recipient, message_id, version, hours, shape FROM receipt
    WHERE article = $1 AND (recipient, message_id) > ($2, $3)
    ORDER BY recipient, message_id LIMIT $6
) f
JOIN recipient r ON r.id = f.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE f.version < $4
  -- A copy of the whole text (shape 4 and more) changes more often than one of the card.
  AND (f.shape >= 4 OR f.version < (SELECT card_since FROM article WHERE key = $1))
  AND NOT EXISTS (SELECT 1 FROM claim c
                  WHERE c.article = $1 AND c.recipient = f.recipient AND c.message_id = f.message_id)
  AND NOT EXISTS (SELECT 1 FROM undelivered u
                  WHERE u.broadcast = $7 AND u.recipient = f.recipient AND u.message_id = f.message_id)
LIMIT $5

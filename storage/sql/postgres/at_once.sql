-- The steps of storage/repositories/delivery/delivery_statements.py, one statement each. The caller has locked the broadcast's row.

-- name: answers_record
-- Records new copies of article $1, delivered for broadcast $2 with version $3 at most. It deletes claims, adds receipts,
-- and counts both, and the possible duplicates, where an earlier try had an unknown outcome. It returns how many claims
-- there were, and the version since which copies show the present card. Each row holds the article, so a claim is found by
-- its whole key: with a constant the planner would read every claim of the push for each row.
WITH told AS MATERIALIZED (
    SELECT CAST($1 AS bigint) AS article, x.*
    FROM unnest(CAST($4 AS bigint[]), CAST($5 AS bigint[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]),
                CAST($8 AS bigint[]), CAST($9 AS bigint[]), CAST($10 AS bigint[]))
         AS x (recipient, claimed, message_id, version, hours, chat_id, shape)
), settled AS (
    DELETE FROM claim USING told
    WHERE claim.article = told.article AND claim.recipient = told.recipient AND claim.message_id = told.claimed
      -- Not by the index of broadcasts, which would read every claim of the push for each row.
      AND claim.broadcast + 0 = $2
    RETURNING claim.tries - claim.unsent AS sent
), kept AS (
    INSERT INTO receipt (article, recipient, message_id, version, hours, shape)
    SELECT DISTINCT ON (r.id, message_id)
           told.article, r.id,
           CASE WHEN r.chat_id = told.chat_id THEN told.message_id ELSE -told.message_id END AS message_id,
           told.version, told.hours, told.shape
    FROM told JOIN recipient r ON r.id = told.recipient
    ORDER BY r.id, message_id, told.version DESC
    ON CONFLICT (article, recipient, message_id)
    DO UPDATE SET version = CASE WHEN excluded.version > receipt.version THEN excluded.version ELSE receipt.version END
), counted AS (
    UPDATE broadcast
    SET delivered = delivered + (SELECT count(*) FROM settled),
        possible_duplicates = possible_duplicates + (SELECT count(*) FROM settled WHERE sent > 1),
        proven = CASE WHEN $3 > proven THEN $3 ELSE proven END,
        crash_count = CASE WHEN EXISTS (SELECT 1 FROM settled) THEN -1 ELSE crash_count END
    WHERE id = $2
)
SELECT (SELECT count(*) FROM settled), shown_since FROM article WHERE key = $1

-- name: broadcast_walk
-- Moves the cursor of broadcast $2 (article $1) to ($4, $5) over recipients $9 with copies $10. Run $3 claims those with 0
-- in $11; the others wait until the time in $11. $7 and $8: the first and the last person among the claimed, or 0.
WITH claimed AS (
    INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at)
    SELECT CAST($1 AS bigint), x.recipient, x.message_id, CAST($2 AS bigint),
           CASE WHEN x.until_at > 0 THEN 'waiting' ELSE 'taken' END,
           CASE WHEN x.until_at > 0 THEN 0 ELSE CAST($3 AS bigint) END,
           CASE WHEN x.until_at > 0 THEN 0 ELSE 1 END, n.at, x.until_at
    FROM unnest(CAST($9 AS bigint[]), CAST($10 AS bigint[]), CAST($11 AS bigint[])) AS x (recipient, message_id, until_at),
         (SELECT now_ms() AS at) n
    ON CONFLICT (article, recipient, message_id) DO NOTHING
), noted AS (
    INSERT INTO recent_walk (run, walked_at, low, high)
    SELECT CAST($3 AS bigint), now_ms(), CAST($7 AS bigint), CAST($8 AS bigint) WHERE CAST($8 AS bigint) > 0
    ON CONFLICT DO NOTHING
)
UPDATE broadcast SET cursor = $4, cursor_message = $5, exhausted = $6 WHERE id = $2

-- name: followers_and_end
-- As followers in sql/delivery/deliveries.sql, with an order and a limit in each half. PostgreSQL then merges both as it reads
-- them: a step that needs 50 reads 50 entries of each index instead of sorting the rest of a million. A person that any
-- run walked over in the last second waits until that second is over; the walks of this broadcast itself all lie before
-- the cursor. The last row tells where the look ended and how many entries it read. One statement gives both: a recipient that unfollows between two statements would move that end over
-- a recipient that was never looked at.
WITH walked AS MATERIALIZED (
    SELECT low, high, walked_at FROM recent_walk WHERE walked_at > (SELECT now_ms()) - 1000 AND high > $2
), entry AS NOT MATERIALIZED (
    -- Each reader runs it again, and reads only as far as it needs.
    SELECT recipient FROM (
        (SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1 AND recipient > $2
         ORDER BY recipient LIMIT $4)
        UNION ALL
        (SELECT s.recipient FROM subscription s
         WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1 AND s.recipient > $2
           AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
         ORDER BY s.recipient LIMIT $4)
        UNION ALL
        (SELECT own.recipient FROM verdict own
         WHERE own.article = $6 AND own.wanted = 1 AND own.recipient > $2
           AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = $1),
                        (SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = 0), 'off') <> 'now'
         ORDER BY own.recipient LIMIT $4)
    ) either ORDER BY recipient LIMIT $4
), found AS MATERIALIZED (
    SELECT f.recipient, r.chat_id, r.topic, r.kind, r.language,
           greatest(coalesce(w.until_at, 0),
                    (SELECT max(walked_at) + 1000 FROM walked
                     WHERE r.kind = 'private' AND f.recipient BETWEEN low AND high)) AS until_at,
           r.quiet, r.zone, r.breaking_passes, r.sound,
           CASE WHEN coalesce(v.story, 0) > 0 THEN coalesce((
               SELECT max(had.message_id) FROM story_article part JOIN receipt had ON had.article = part.article
               WHERE part.story = v.story AND part.article < $6 AND had.recipient = f.recipient AND had.message_id > 0), 0)
           ELSE 0 END AS reply_to,
           r.layout, r.cap, r.cap_day, r.cap_count, r.digest_next, r.night_asked, r.signs
    FROM entry f
    JOIN recipient r ON r.id = f.recipient
    LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
    LEFT JOIN verdict v ON v.article = $6 AND v.recipient = f.recipient
    WHERE (v.wanted IS NULL OR (v.wanted = 1 AND r.state = 'active'))
      AND (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $5 || ' %'))
      AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = $6 AND had.recipient = f.recipient)
      AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = $6 AND c.recipient = f.recipient AND c.message_id = 0)
      AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.broadcast = $7 AND u.recipient = f.recipient)
    ORDER BY f.recipient LIMIT $3
), looked AS (
    SELECT count(*) AS entries, coalesce(max(recipient), 0) AS last
    FROM entry
    WHERE (SELECT count(*) FROM found) < $3
)
SELECT 0 AS mark, recipient, chat_id, topic, kind, language, until_at, quiet, zone, breaking_passes, sound,
       reply_to, layout, cap, cap_day, cap_count, digest_next, night_asked, signs FROM found
UNION ALL
SELECT 1, last, entries, 0, '', '', 0, '', '', 0, '', 0, '', 0, 0, 0, 0, 0, 0 FROM looked
ORDER BY mark, recipient

-- name: copies_and_end
-- As copies in sql/delivery/deliveries.sql; people wait as above. The last row, if there is one, tells where the look ended when
-- more copies follow.
WITH walked AS MATERIALIZED (
    SELECT low, high, walked_at FROM recent_walk WHERE walked_at > (SELECT now_ms()) - 1000 AND high >= $2
), found AS MATERIALIZED (
    SELECT f.recipient, f.message_id, r.chat_id, r.topic, r.kind, r.language, r.state,
           greatest(coalesce(w.until_at, 0),
                    (SELECT max(walked_at) + 1000 FROM walked
                     WHERE r.kind = 'private' AND f.recipient BETWEEN low AND high)) AS until_at,
           f.hours, f.shape, r.signs
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
    ORDER BY f.recipient, f.message_id LIMIT $5
), looked AS (
    SELECT recipient, message_id FROM receipt
    WHERE article = $1 AND (recipient, message_id) > ($2, $3) AND (SELECT count(*) FROM found) < $5
    ORDER BY recipient, message_id LIMIT 1 OFFSET $6 - 1
)
SELECT 0 AS mark, recipient, message_id, chat_id, topic, kind, language, state, until_at, hours, shape, signs FROM found
UNION ALL
SELECT 1, recipient, message_id, 0, 0, '', '', '', 0, 0, 0, 0 FROM looked
ORDER BY mark, recipient, message_id

-- name: cap_count_below
-- One more push of their days ($2) for recipients $1 that are below their cap; which they are. Two processes may count
-- for one chat at a time: the second waits for the row, and looks at the count again.
UPDATE recipient
SET cap_count = CASE WHEN cap_day = x.day THEN cap_count + 1 ELSE 1 END, cap_day = x.day
FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[])) AS x (id, day)
WHERE recipient.id = x.id AND (cap_day <> x.day OR cap_count < cap)
RETURNING recipient.id

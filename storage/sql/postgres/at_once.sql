-- What storage/deliveries_at_once.py does in one statement each. Whoever runs them holds the intent's row.

-- name: answers_record
-- New copies of article $1, delivered for intent $2 with version $3 at most: claims go, receipts come, both are counted,
-- and so is who may have got it twice, since a try of unknown fate went before.
-- How many claims were there, and the version since which copies show the present card. The article stands in each row,
-- so that a claim is looked up by its whole key: by a constant the planner would read every claim of the push for each.
WITH told AS MATERIALIZED (
    SELECT CAST($1 AS bigint) AS article, x.*
    FROM unnest(CAST($4 AS bigint[]), CAST($5 AS bigint[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]),
                CAST($8 AS bigint[]), CAST($9 AS bigint[]), CAST($10 AS bigint[]))
         AS x (recipient, claimed, message_id, version, hours, chat_id, photo)
), settled AS (
    DELETE FROM claim USING told
    WHERE claim.article = told.article AND claim.recipient = told.recipient AND claim.message_id = told.claimed
      -- Not by the index of intents, which would read every claim of the push for each row.
      AND claim.intent + 0 = $2
    RETURNING claim.tries - claim.unsent AS sent
), kept AS (
    INSERT INTO receipt (article, recipient, message_id, version, hours, photo)
    SELECT DISTINCT ON (r.id, message_id)
           told.article, r.id,
           CASE WHEN r.chat_id = told.chat_id THEN told.message_id ELSE -told.message_id END AS message_id,
           told.version, told.hours, told.photo
    FROM told JOIN recipient r ON r.id = told.recipient
    ORDER BY r.id, message_id, told.version DESC
    ON CONFLICT (article, recipient, message_id)
    DO UPDATE SET version = CASE WHEN excluded.version > receipt.version THEN excluded.version ELSE receipt.version END
), counted AS (
    UPDATE intent
    SET delivered = delivered + (SELECT count(*) FROM settled),
        twice = twice + (SELECT count(*) FROM settled WHERE sent > 1), proven = CASE WHEN $3 > proven THEN $3 ELSE proven END,
        rescues = CASE WHEN EXISTS (SELECT 1 FROM settled) THEN 0 ELSE rescues END
    WHERE id = $2
)
SELECT (SELECT count(*) FROM settled), shown_since FROM article WHERE key = $1

-- name: intent_walk
-- The cursor of intent $2 (article $1) moves to ($4, $5) over recipients $9 with copies $10: those with 0 in $11 are
-- claimed by run $3, the others wait until then. $7 and $8: the first and last person among the claimed, or 0.
WITH claimed AS (
    INSERT INTO claim (article, recipient, message_id, intent, state, run, tries, claimed_at, due_at)
    SELECT CAST($1 AS bigint), x.recipient, x.message_id, CAST($2 AS bigint),
           CASE WHEN x.until_at > 0 THEN 'waiting' ELSE 'taken' END,
           CASE WHEN x.until_at > 0 THEN 0 ELSE CAST($3 AS bigint) END,
           CASE WHEN x.until_at > 0 THEN 0 ELSE 1 END, n.at, x.until_at
    FROM unnest(CAST($9 AS bigint[]), CAST($10 AS bigint[]), CAST($11 AS bigint[])) AS x (recipient, message_id, until_at),
         (SELECT now_ms() AS at) n
    ON CONFLICT (article, recipient, message_id) DO NOTHING
), strode AS (
    INSERT INTO stride (run, walked_at, low, high)
    SELECT CAST($3 AS bigint), now_ms(), CAST($7 AS bigint), CAST($8 AS bigint) WHERE CAST($8 AS bigint) > 0
    ON CONFLICT DO NOTHING
)
UPDATE intent SET cursor = $4, cursor_message = $5, exhausted = $6 WHERE id = $2

-- One statement for many rows: `NAME_all` takes the columns of NAME's rows as arrays. With a statement a row the server
-- starts a plan for each (486 us a message instead of about 100), and this process spends as much again.

-- name: claim_take_all
UPDATE claim SET state = 'taken', run = x.run, tries = claim.tries + 1, claimed_at = now_ms(), due_at = 0
FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS bigint[]))
     AS x (article, recipient, message_id, run)
WHERE claim.article = x.article AND claim.recipient = x.recipient AND claim.message_id = x.message_id
  AND claim.state = 'waiting'

-- name: claim_settle_all
DELETE FROM claim
USING unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS bigint[]), CAST($5 AS bigint[]))
      AS x (article, recipient, message_id, broadcast, run)
WHERE claim.article = x.article AND claim.recipient = x.recipient AND claim.message_id = x.message_id
  -- Not by the index of broadcasts, which would read every claim of the push for each row.
  AND claim.broadcast + 0 = x.broadcast
  AND (claim.message_id = 0 OR claim.state = 'waiting' OR claim.run = x.run)

-- name: receipt_add_all
INSERT INTO receipt (article, recipient, message_id, version, hours, shape)
SELECT DISTINCT ON (x.article, r.id, message_id)
       x.article, r.id, CASE WHEN r.chat_id = x.chat_id THEN x.message_id ELSE -x.message_id END AS message_id,
       x.version, x.hours, x.shape
FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS bigint[]), CAST($5 AS bigint[]),
            CAST($6 AS bigint[]), CAST($7 AS bigint[]))
     AS x (article, recipient, message_id, version, hours, chat_id, shape)
JOIN recipient r ON r.id = x.recipient
ORDER BY x.article, r.id, message_id, x.version DESC
ON CONFLICT (article, recipient, message_id)
DO UPDATE SET version = CASE WHEN excluded.version > receipt.version THEN excluded.version ELSE receipt.version END

-- name: recipient_night_asked_all
UPDATE recipient SET night_asked = 1 WHERE id = ANY (CAST($1 AS bigint[]))

-- name: withheld_add_all
INSERT INTO withheld (recipient, article, since)
SELECT x.recipient, x.article, n.at
FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[])) AS x (recipient, article), (SELECT now_ms() AS at) n
ON CONFLICT (recipient, article) DO NOTHING

-- name: digest_due_by_all
INSERT INTO digest_due (recipient, due_at)
SELECT x.recipient, min(x.due_at) FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[])) AS x (recipient, due_at)
GROUP BY x.recipient
ON CONFLICT (recipient) DO UPDATE SET due_at = excluded.due_at WHERE digest_due.due_at > excluded.due_at

-- name: verdict_put_all
INSERT INTO verdict (article, recipient, wanted, words, story)
SELECT x.article, x.recipient, x.wanted, x.words, x.story
FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS text[]), CAST($5 AS bigint[]))
     AS x (article, recipient, wanted, words, story)
ON CONFLICT (article, recipient) DO UPDATE SET wanted = excluded.wanted, words = excluded.words, story = excluded.story

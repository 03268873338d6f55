-- name: audience_put
-- $5 is the state to set, or '' to keep the one that is there ('active' for a new recipient).
INSERT INTO recipient (chat_id, topic, kind, state, language, article_languages, title, welcomed, created_at, changed_at)
VALUES ($1, $2, $3, CASE WHEN $5 = '' THEN 'active' ELSE $5 END, $4, $6, $7, $8, now_ms(), now_ms())
ON CONFLICT (chat_id, topic) DO UPDATE SET
    kind = excluded.kind,
    state = CASE WHEN $5 = '' THEN recipient.state ELSE excluded.state END,
    language = excluded.language,
    article_languages = excluded.article_languages,
    title = CASE WHEN excluded.title = '' THEN recipient.title ELSE excluded.title END,
    welcomed = CASE WHEN recipient.welcomed = 1 THEN 1 ELSE excluded.welcomed END,
    changed_at = now_ms()

-- name: audience_drop_others
-- $3: the rubrics that stay, as ' 1 2 3 '.
DELETE FROM subscription
WHERE recipient = (SELECT id FROM recipient WHERE chat_id = $1 AND topic = $2)
  AND $3 NOT LIKE ('% ' || CAST(rubric AS text) || ' %')

-- name: audience_follow
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT id, $3, $4, 0, now_ms() FROM recipient WHERE chat_id = $1 AND topic = $2
ON CONFLICT (recipient, rubric) DO UPDATE SET mode = excluded.mode

-- name: audience_set_live
UPDATE subscription
SET live = (SELECT CASE WHEN state = 'active' THEN 1 ELSE 0 END FROM recipient WHERE id = subscription.recipient)
WHERE recipient = (SELECT id FROM recipient WHERE chat_id = $1 AND topic = $2)

-- name: audience_page
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed
FROM recipient WHERE id > $1 ORDER BY id LIMIT $2

-- name: audience_subscriptions
SELECT recipient, rubric, mode FROM subscription WHERE recipient > $1 AND recipient <= $2 ORDER BY recipient, rubric

-- name: audience_digest
-- A chat that gets rubrics in the digest and has no hour for it gets the first: the next look works out when that is.
UPDATE recipient SET digest_times = '480', digest_next = now_ms(), digest_since = now_ms()
WHERE chat_id = $1 AND topic = $2 AND digest_times = ''

-- name: audience_digest_due
INSERT INTO digest_due (recipient, due_at)
SELECT id, now_ms() - now_ms() % 60000 FROM recipient WHERE chat_id = $1 AND topic = $2 AND digest_next > 0
ON CONFLICT (recipient) DO NOTHING

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
    changed_at = now_ms(),
    signs = recipient.signs + 1

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

-- name: audience_hours
-- NULL keeps what is there. A pause has an end only while it lasts.
UPDATE recipient
SET zone = coalesce($3, zone), quiet = coalesce($4, quiet), breaking_passes = coalesce($5, breaking_passes),
    sound = coalesce($6, sound), layout = coalesce($7, layout), cap = coalesce($8, cap),
    digest_times = coalesce($9, digest_times), digest_days = coalesce($10, digest_days),
    digest_next = CASE WHEN coalesce($9, digest_times) = '' THEN 0 ELSE digest_next END,
    paused_until = CASE WHEN state = 'paused' THEN coalesce($11, paused_until) ELSE 0 END
WHERE chat_id = $1 AND topic = $2

-- name: audience_digest_next
-- What was pushed before the first choice is in no digest. A digest that is due earlier finds that nothing is.
UPDATE recipient
SET digest_next = $3, digest_since = CASE WHEN digest_since = 0 THEN now_ms() ELSE digest_since END
WHERE chat_id = $1 AND topic = $2

-- name: audience_page
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed, zone, quiet, breaking_passes, sound,
       layout, cap, digest_times, digest_days, paused_until
FROM recipient WHERE id > $1 ORDER BY id LIMIT $2

-- name: audience_subscriptions
SELECT recipient, rubric, mode FROM subscription WHERE recipient > $1 AND recipient <= $2 ORDER BY recipient, rubric

-- name: audience_digest
-- A chat that gets rubrics in the digest and has no hour for it gets the first: the next look works out when that is.
UPDATE recipient SET digest_times = '480', digest_next = now_ms(), digest_since = now_ms()
WHERE chat_id = $1 AND topic = $2 AND digest_times = ''

-- name: audience_digest_due
-- At the hour that is known, or at once to work it out.
INSERT INTO digest_due (recipient, due_at)
SELECT id, CASE WHEN digest_next > now_ms() THEN digest_next ELSE now_ms() - now_ms() % 60000 END
FROM recipient WHERE chat_id = $1 AND topic = $2 AND digest_next > 0
ON CONFLICT (recipient) DO NOTHING

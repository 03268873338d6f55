-- All that is kept about one person, for /mydata (storage/repositories/readers/personal.py names the columns). $1 of the first
-- part: the recipient; of the others: the number of the person, which is that of the private chat too.

-- ---- By recipient ----

-- name: personal_chat
SELECT reason, created_at, changed_at, away_since, away_until, digest_next, digest_since, cap_day, cap_count, night_asked
FROM recipient WHERE id = $1

-- name: personal_subscriptions
SELECT coalesce(r.slug, '*'), s.mode, s.since FROM subscription s LEFT JOIN rubric r ON r.key = s.rubric
WHERE s.recipient = $1 ORDER BY s.rubric

-- name: personal_alerts
SELECT words, blocks, created_at FROM alert WHERE recipient = $1 ORDER BY id

-- name: personal_story_choices
SELECT a.id, c.choice, c.chosen_at FROM story_choice c JOIN article a ON a.key = c.story
WHERE c.recipient = $1 ORDER BY c.story

-- name: personal_verdicts
SELECT a.id, v.wanted, v.words FROM verdict v JOIN article a ON a.key = v.article
WHERE v.recipient = $1 AND v.article IN (SELECT article FROM broadcast WHERE kind = 'push') ORDER BY v.article

-- name: personal_saved
SELECT a.id, s.saved_at FROM saved s JOIN article a ON a.key = s.article WHERE s.recipient = $1 ORDER BY s.article

-- name: personal_nudges
SELECT what, due_at FROM nudge WHERE recipient = $1 ORDER BY what

-- name: personal_withheld
SELECT a.id, w.since FROM withheld w JOIN article a ON a.key = w.article WHERE w.recipient = $1 ORDER BY w.article

-- name: personal_digest_due
SELECT due_at FROM digest_due WHERE recipient = $1

-- name: personal_digest_parts
SELECT d.due_at, p.articles FROM digest_part p JOIN digest d ON d.article = p.digest WHERE p.recipient = $1 ORDER BY p.id

-- name: personal_receipts
-- As in forget_receipts: a look for each article that was ever pushed.
SELECT a.id, c.message_id, c.version, a.accepted_at + c.hours * 3600000
FROM receipt c JOIN article a ON a.key = c.article
WHERE c.recipient = $1 AND c.article IN (SELECT article FROM broadcast WHERE kind IN ('push', 'digest'))
ORDER BY c.article, c.message_id

-- name: personal_claims
SELECT a.id, c.state, c.claimed_at FROM claim c JOIN article a ON a.key = c.article WHERE c.recipient = $1

-- name: personal_undelivered
SELECT a.id, u.fate, u.reason, u.at FROM undelivered u JOIN broadcast i ON i.id = u.broadcast JOIN article a ON a.key = i.article
WHERE u.recipient = $1 AND u.broadcast IN (SELECT id FROM broadcast) ORDER BY u.at

-- name: personal_leavers
SELECT a.id, l.what, l.at FROM leaver l JOIN article a ON a.key = l.article WHERE l.recipient = $1 ORDER BY l.at

-- name: personal_aliases
SELECT old_id FROM recipient_alias WHERE new_id = $1 ORDER BY old_id

-- ---- By the number of the person ----

-- name: personal_letters
SELECT l.id, coalesce(a.id, ''), l.state, l.text, l.answer, l.written_at, l.answered_at
FROM letter l LEFT JOIN article a ON a.key = l.article WHERE l.chat_id = $1 ORDER BY l.id

-- name: personal_dialogues
SELECT chat_id, topic, state, data, changed_at FROM dialogue WHERE user_id = $1 ORDER BY chat_id, topic

-- name: personal_place_admin
SELECT chat_id, language, since FROM place_admin WHERE user_id = $1 ORDER BY chat_id

-- name: personal_chat_wait
SELECT until_at FROM chat_wait WHERE chat_id = $1

-- name: personal_ban
SELECT state, at FROM ban WHERE user_id = $1

-- name: personal_updates
-- The numbers of what was handled in the last days (bot/updates/polling_deduplication.py); the person stands last.
SELECT update_id, said FROM update_taken WHERE said LIKE '%:' || CAST($1 AS text) ORDER BY update_id

-- name: personal_audit_about
-- A warning or a ban, and that it was lifted.
SELECT at, what FROM audit WHERE subject = '=' || CAST($1 AS text) ORDER BY id

-- ---- Of a member of the newsroom ----

-- name: personal_member
SELECT role, rubrics, breaking, name, since FROM member WHERE user_id = $1

-- name: personal_staff
SELECT name, language FROM staff WHERE user_id = $1

-- name: personal_drafts
SELECT id, state, content, created_at, changed_at FROM draft WHERE author = $1 ORDER BY id

-- name: personal_schedule
SELECT draft, due_at, trouble FROM schedule WHERE given_by = $1 ORDER BY draft

-- name: personal_approvals
SELECT draft, state, remark, answered_at FROM approval WHERE answered_by = $1 ORDER BY draft

-- name: personal_approval_letters
SELECT draft, message_id FROM approval_letter WHERE chat_id = $1 ORDER BY draft, message_id

-- name: personal_invitations
SELECT role, expires_at FROM invitation WHERE created_by = $1 ORDER BY id

-- name: personal_bundles
SELECT id, name FROM bundle WHERE editor = $1 ORDER BY id

-- name: personal_reports
SELECT a.id, i.kind FROM report_due d JOIN broadcast i ON i.id = d.broadcast JOIN article a ON a.key = i.article
WHERE d.editor = $1 ORDER BY d.broadcast

-- name: personal_answers
-- Not the letter, which is another person's.
SELECT id, answer, answered_at FROM letter WHERE answered_by = $1 ORDER BY id

-- name: personal_letter_notice
SELECT wanted, letter, told_at FROM letter_notice WHERE user_id = $1

-- name: personal_audit
SELECT at, what, subject, old_value, new_value FROM audit WHERE who = $1 ORDER BY id

-- name: rubrics_all
SELECT key, slug, name_kk, name_ru, name_en, emoji, position, hidden, suggested FROM rubric WHERE merged_into = 0
ORDER BY position, key

-- name: rubric_by_key
SELECT key, slug, name_kk, name_ru, name_en, emoji, position, hidden, suggested FROM rubric
-- One that was merged is the one that took it over: old buttons and drafts go on.
WHERE key = coalesce((SELECT nullif(merged_into, 0) FROM rubric WHERE key = $1), $1)

-- name: rubric_by_name
SELECT r.key, r.slug, r.name_kk, r.name_ru, r.name_en, r.emoji, r.position, r.hidden, r.suggested
FROM rubric_name n JOIN rubric r ON r.key = n.rubric
WHERE n.name = $1

-- name: rubric_add
-- The position is the end of the list.
INSERT INTO rubric (slug, name_kk, name_ru, name_en, emoji, position)
VALUES ($1, $2, $3, $4, $5, (SELECT coalesce(max(position), 0) + 1 FROM rubric))
ON CONFLICT (slug) DO NOTHING
RETURNING key

-- name: rubric_name_add
INSERT INTO rubric_name (name, rubric) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING

-- name: rubric_pace
-- How many articles each rubric brought since a moment: "3 a day" in the keyboard.
SELECT rubric, count(*) FROM article WHERE state = 'live' AND published_at >= $1
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
GROUP BY rubric

-- name: rubric_rename
UPDATE rubric SET name_kk = $2, name_ru = $3, name_en = $4, emoji = $5 WHERE key = $1

-- name: rubric_hide
UPDATE rubric SET hidden = $2 WHERE key = $1

-- name: rubric_suggest
UPDATE rubric SET suggested = $2 WHERE key = $1

-- name: rubric_place
UPDATE rubric SET position = $2 WHERE key = $1

-- name: rubric_merge_followers
-- Followers of rubric $1 among recipients $3 to $4 follow $2 as well, in the stronger of two ways; whoever follows all
-- at once is not made weaker by a digest of this one.
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT s.recipient, $2, s.mode, s.live, s.since FROM subscription s
WHERE s.rubric = $1 AND s.mode <> 'off' AND s.recipient >= $3 AND s.recipient <= $4
  AND (s.mode = 'now' OR NOT EXISTS (SELECT 1 FROM subscription every
                                     WHERE every.recipient = s.recipient AND every.rubric = 0 AND every.mode = 'now'))
ON CONFLICT (recipient, rubric) DO UPDATE
SET mode = CASE WHEN excluded.mode = 'now' OR subscription.mode = 'off' THEN excluded.mode ELSE subscription.mode END

-- name: rubric_merge_names
UPDATE rubric_name SET rubric = $2 WHERE rubric = $1

-- name: rubric_merge_end
-- Also what was merged into it before.
UPDATE rubric SET merged_into = $2, hidden = 1 WHERE key = $1 OR merged_into = $1

-- name: rubric_merge_articles
UPDATE article SET rubric = $2
WHERE key IN (SELECT key FROM article WHERE rubric = $1 LIMIT $3)

-- name: rubric_largest_recipient
SELECT coalesce(max(id), 0) FROM recipient

-- name: rubric_forget_merged
-- Subscriptions of merged rubrics stay until the broadcasts that were accepted with them have ended.
DELETE FROM subscription
WHERE (recipient, rubric) IN (
    SELECT s.recipient, s.rubric FROM subscription s JOIN rubric r ON r.key = s.rubric
    WHERE r.merged_into > 0
      AND NOT EXISTS (SELECT 1 FROM intent i WHERE i.rubric = r.key AND i.finished_at IS NULL)
    LIMIT $1)

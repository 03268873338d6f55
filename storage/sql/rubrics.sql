-- name: rubrics_all
SELECT key, slug, name_kk, name_ru, name_en, emoji, position, hidden, suggested FROM rubric WHERE merged_into = 0
ORDER BY position, key

-- name: rubric_by_key
SELECT key, slug, name_kk, name_ru, name_en, emoji, position, hidden, suggested FROM rubric
-- A merged rubric leads to the one that took it over, so old buttons and drafts still work.
WHERE key = coalesce((SELECT nullif(merged_into, 0) FROM rubric WHERE key = $1), $1)

-- name: rubric_by_name
SELECT r.key, r.slug, r.name_kk, r.name_ru, r.name_en, r.emoji, r.position, r.hidden, r.suggested
FROM rubric_name n JOIN rubric r ON r.key = n.rubric
WHERE n.name = $1

-- name: rubric_names_all
-- Every name of every rubric: a few hundred at most.
SELECT name, rubric FROM rubric_name ORDER BY rubric, name

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
-- Followers of rubric $1 among recipients $3 to $4 follow $2 as well, in the stronger of their two modes. A digest of
-- $1 does not replace the pushes of a recipient that follows all rubrics.
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT s.recipient, $2, s.mode, s.live, s.since FROM subscription s
WHERE s.rubric = $1 AND s.mode <> 'off' AND s.recipient >= $3 AND s.recipient <= $4
  AND (s.mode = 'now' OR NOT EXISTS (SELECT 1 FROM subscription every
                                     WHERE every.recipient = s.recipient AND every.rubric = 0 AND every.mode = 'now'))
ON CONFLICT (recipient, rubric) DO UPDATE SET mode = excluded.mode
-- Writes no unchanged rows: most rows of a range that is walked again are unchanged.
WHERE subscription.mode = 'off' OR (excluded.mode = 'now' AND subscription.mode = 'digest')

-- name: rubric_merge_names
UPDATE rubric_name SET rubric = $2 WHERE rubric = $1

-- name: rubric_merge_end
-- Also rubrics that were merged into it before.
UPDATE rubric SET merged_into = $2, hidden = 1 WHERE key = $1 OR merged_into = $1

-- name: rubric_merge_articles
-- Names each state, because each state has an index of its own.
UPDATE article SET rubric = $2
WHERE key IN (SELECT key FROM (SELECT key FROM article WHERE rubric = $1 AND state = 'live'
                               UNION ALL
                               SELECT key FROM article WHERE rubric = $1 AND state = 'recalled') filed LIMIT $3)

-- name: merging_begin
-- $3: for how many milliseconds. No row if the rubric is being merged into another one.
INSERT INTO merging (rubric, into_rubric, until_at) VALUES ($1, $2, now_ms() + $3)
ON CONFLICT (rubric) DO UPDATE SET into_rubric = excluded.into_rubric, until_at = excluded.until_at
WHERE merging.into_rubric = excluded.into_rubric OR merging.until_at < now_ms()

-- name: merging_hinders
-- A row if another rubric is being merged into $1, if $2 is being merged, or if one of them was merged already.
SELECT 1 FROM merging WHERE until_at >= now_ms() AND (into_rubric = $1 OR rubric = $2)
UNION ALL
SELECT 1 FROM rubric WHERE (key = $1 OR key = $2) AND merged_into > 0

-- name: merging_renew
UPDATE merging SET until_at = now_ms() + $3 WHERE rubric = $1 AND into_rubric = $2 AND until_at >= now_ms()

-- name: merging_end
DELETE FROM merging WHERE rubric = $1

-- name: merging_all
-- Also a merge that was broken off, as long as its row is there: a command's clock may have jumped, and a follower that is
-- not added here would be missed. One that is added needlessly gets the news of a rubric that half its followers get.
SELECT m.rubric, m.into_rubric FROM merging m JOIN rubric r ON r.key = m.into_rubric AND r.merged_into = 0

-- name: merging_forget
-- Merges that were broken off before $1, and not begun again.
DELETE FROM merging WHERE until_at < $1

-- name: rubric_largest_recipient
SELECT coalesce(max(id), 0) FROM recipient

-- name: rubrics_to_forget
-- Subscriptions of merged rubrics stay until the broadcasts that were accepted with them have ended.
SELECT key FROM rubric r
WHERE r.merged_into > 0 AND r.forgotten = 0
  AND NOT EXISTS (SELECT 1 FROM broadcast i WHERE i.rubric = r.key AND i.finished_at IS NULL)

-- name: rubric_forget_merged
-- For recipients $2 to $3. Checks again that no broadcast was opened meanwhile.
DELETE FROM subscription
WHERE recipient >= $2 AND recipient <= $3
  AND rubric IN (SELECT key FROM rubric r WHERE r.key = $1 AND r.merged_into > 0
                 AND NOT EXISTS (SELECT 1 FROM broadcast i WHERE i.rubric = r.key AND i.finished_at IS NULL))

-- name: rubric_forgotten
UPDATE rubric SET forgotten = 1
WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM broadcast i WHERE i.rubric = rubric.key AND i.finished_at IS NULL)

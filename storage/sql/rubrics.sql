-- name: rubrics_all
SELECT key, slug, name_kk, name_ru, name_en, emoji, position, hidden FROM rubric ORDER BY position, key

-- name: rubric_by_key
SELECT key, slug, name_kk, name_ru, name_en, emoji, position, hidden FROM rubric WHERE key = $1

-- name: rubric_by_name
SELECT r.key, r.slug, r.name_kk, r.name_ru, r.name_en, r.emoji, r.position, r.hidden
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
SELECT rubric, count(*) FROM article WHERE state = 'live' AND published_at >= $1 GROUP BY rubric

-- Stories: chains of articles about one event, and what chats have chosen about them.

-- name: story_of
SELECT story FROM story_article WHERE article = $1

-- name: story_put
INSERT INTO story_article (article, story) VALUES ($1, $2) ON CONFLICT (article) DO NOTHING

-- name: story_choose
INSERT INTO story_choice (story, recipient, choice, chosen_at) VALUES ($1, $2, $3, now_ms())
ON CONFLICT (story, recipient) DO UPDATE SET choice = excluded.choice, chosen_at = excluded.chosen_at

-- name: story_unchoose
DELETE FROM story_choice WHERE story = $1 AND recipient = $2

-- name: story_choice_of
SELECT choice FROM story_choice WHERE story = $1 AND recipient = $2

-- name: stories_any
SELECT 1 FROM story_choice LIMIT 1

-- name: story_choices_count
SELECT count(*) FROM story_choice WHERE recipient = $1

-- name: stories_chosen
-- With the newest live article of each, followed ones first.
SELECT c.story, c.choice, a.key, a.title
FROM story_choice c
JOIN article a ON a.key = coalesce((SELECT max(p.article) FROM story_article p JOIN article live ON live.key = p.article
                                    WHERE p.story = c.story AND live.state = 'live'), c.story)
WHERE c.recipient = $1 ORDER BY c.choice, c.chosen_at DESC, c.story

-- name: story_recipients
SELECT recipient FROM story_choice WHERE story = $1

-- name: story_choices_among
-- Of recipients after $2 up to $3.
SELECT recipient, choice FROM story_choice WHERE story = $1 AND recipient > $2 AND recipient <= $3

-- name: stories_forget
-- Choices about stories whose last article was accepted before $1, up to $2.
DELETE FROM story_choice WHERE (story, recipient) IN (
    SELECT c.story, c.recipient FROM story_choice c
    WHERE c.chosen_at < $1
      AND NOT EXISTS (SELECT 1 FROM story_article p JOIN article a ON a.key = p.article
                      WHERE p.story = c.story AND a.accepted_at >= $1)
    LIMIT $2)

-- name: forget_story_choices
DELETE FROM story_choice WHERE recipient = $1

-- name: merge_story_choices
INSERT INTO story_choice (story, recipient, choice, chosen_at)
SELECT story, CAST($1 AS bigint), choice, chosen_at FROM story_choice WHERE recipient = $2
ON CONFLICT (story, recipient) DO NOTHING

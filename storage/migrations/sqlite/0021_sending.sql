-- A broadcast as the desk sees it; its columns in the order in which storage/repositories/progress.py reads them. A migration that
-- makes `broadcast` or `article` anew drops it first.
CREATE VIEW sending AS
SELECT i.id AS broadcast, i.article, a.title, a.rubric, i.kind, i.urgency, i.state, i.total, i.delivered, i.gone, i.refused,
       i.unknown, i.twice, i.created_at, i.finished_at, i.reason, i.note_of
FROM broadcast i JOIN article a ON a.key = i.article;

-- Figures for monitors.

-- name: figures_depth
-- What is not at its end, by class. A broadcast whose audience is not counted yet (total -1) adds no messages.
SELECT urgency, count(*),
       sum(CASE WHEN total > delivered + gone + refused + unknown
                THEN total - delivered - gone - refused - unknown ELSE 0 END),
       min(created_at)
FROM broadcast WHERE finished_at IS NULL GROUP BY urgency

-- name: figures_sent
SELECT kind, sum(delivered), sum(gone), sum(refused), sum(unknown), sum(possible_duplicates) FROM broadcast GROUP BY kind ORDER BY kind

-- question: What did the project aim at, and what did it achieve?
-- grain: one row per figure or target, targets and achievements of one topic together
WITH grouped AS (
    SELECT
        *,
        coalesce(topic, 'Topic not given') AS shown_topic,
        min(target_id) OVER same_topic AS topic_order,
        -- One number of each in a common unit: only then do they belong side by side.
        count(target) OVER same_topic = 1 AND count(achieved) OVER same_topic = 1
            AND count(DISTINCT unit) OVER same_topic = 1 AS is_pair,
        max(target) OVER same_topic AS topic_target,
        max(achieved) OVER same_topic AS topic_achieved
    FROM project_targets
    WINDOW same_topic AS (PARTITION BY coalesce(topic, target_id))
)
SELECT
    target_id,
    shown_topic AS topic,
    indicator,
    unit,
    baseline,
    target,
    achieved,
    target_date,
    achieved_date,
    CASE as_of_precision
        WHEN 'day' THEN strftime(as_of_date, '%-d %B %Y')
        WHEN 'month' THEN strftime(as_of_date, '%B %Y')
        WHEN 'year' THEN strftime(as_of_date, '%Y')
    END AS as_of,
    source_url,
    topic_target,
    topic_achieved,
    is_pair,
    is_pair AND target IS NOT NULL AS is_first_of_pair
FROM grouped
ORDER BY topic_order, target_id

-- question: What did the project aim at, and what did it achieve?
-- grain: one row per figure or target, targets and achievements of one topic together
-- column: target_id VARCHAR identifier of the figure
-- column: topic VARCHAR what the figure is about; a target and what was achieved of it have the same
-- column: indicator VARCHAR what is measured
-- column: unit VARCHAR unit of the figure; “date” where it is one
-- column: baseline DOUBLE value before the project; none where not given
-- column: target DOUBLE value aimed at; none where not given
-- column: achieved DOUBLE value reached; none where not given
-- column: target_date DATE date aimed at; none where the figure is no date or not given
-- column: achieved_date DATE date as it was; none where the figure is no date or not given
-- column: as_of VARCHAR date the figure refers to, in words as exact as known; none where not known
-- column: source_url VARCHAR web page the row was compiled from
-- column: topic_target DOUBLE value aimed at in the topic; none where not given
-- column: topic_achieved DOUBLE value reached in the topic; none where not given
-- column: is_pair BOOLEAN whether the topic has one target and one achievement in the same unit
-- column: is_first_of_pair BOOLEAN whether this is the target of such a pair
-- column: is_met BOOLEAN whether this is the target of such a pair, and what was achieved reaches it
-- column: is_open BOOLEAN whether this is a number aimed at, of which no result is known
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
    is_pair AND target IS NOT NULL AS is_first_of_pair,
    is_pair AND target IS NOT NULL AND topic_achieved >= topic_target AS is_met,
    NOT is_pair AND target IS NOT NULL AND unit = 'number' AS is_open
FROM grouped
ORDER BY topic_order, target_id

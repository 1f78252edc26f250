-- question: When and where did the partners meet, learn and tell of it?
-- grain: one row per event, by country (those without one last) and date; no date where none is known
SELECT
    event.event_id,
    event.title,
    event.type,
    event.start_date,
    event.start_precision,
    -- The span in which an event took place: its days, or the month or year that is all one knows.
    CASE event.start_precision
        WHEN 'month' THEN last_day(event.start_date)
        WHEN 'year' THEN make_date(year(event.start_date), 12, 31)
        ELSE coalesce(event.end_date, event.start_date)
    END AS span_end,
    CASE event.start_precision
        WHEN 'day' THEN strftime(event.start_date, '%-d %B %Y')
        WHEN 'month' THEN strftime(event.start_date, '%B %Y') || ', day not known'
        WHEN 'year' THEN strftime(event.start_date, '%Y') || ', day not known'
        ELSE 'date not known'
    END AS date_words,
    coalesce(partner.country, 'Whole partnership') AS country,
    event.country_code,
    event.place,
    event.format,
    event.participants,
    event.summary,
    event.source_url
FROM events AS event
LEFT JOIN partner_countries AS partner USING (country_code)
ORDER BY partner.country IS NULL, partner.country, event.start_date NULLS LAST, event.event_id

-- question: When and where did the partners meet, learn and tell of it?
-- grain: one row per event, by country (those without one last) and date; no date where none is known
-- column: event_id VARCHAR identifier of the event
-- column: title VARCHAR title of the event
-- column: type VARCHAR kind of event
-- column: start_date DATE first day, or the first of its month or year; none where no date is known
-- column: start_precision VARCHAR how exact the date is: day, month or year; none without a date
-- column: span_end DATE last day of the span in which it took place; none without a date
-- column: date_words VARCHAR the date in words, with what of it is not known
-- column: country VARCHAR name of the country, or “Whole partnership”
-- column: events_of_country BIGINT how many events there are of this country
-- column: country_code VARCHAR Eurostat code of the country; none for the whole partnership
-- column: place VARCHAR town; none where not known
-- column: format VARCHAR whether people met in person, online or both; none where not known
-- column: participants BIGINT people who took part; none where not published
-- column: summary VARCHAR what happened; none where not told
-- column: source_url VARCHAR web page the row was compiled from
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
        WHEN 'month' THEN strftime(event.start_date, '%B %Y') || ', day not known'
        WHEN 'year' THEN strftime(event.start_date, '%Y') || ', day not known'
        ELSE coalesce(strftime(event.start_date, '%-d %B %Y'), 'date not known')
    END AS date_words,
    coalesce(partner.country, 'Whole partnership') AS country,
    count(*) OVER (PARTITION BY partner.country) AS events_of_country,
    event.country_code,
    event.place,
    event.format,
    event.participants,
    event.summary,
    event.source_url
FROM events AS event
LEFT JOIN partner_countries AS partner USING (country_code)
ORDER BY partner.country IS NULL, partner.country, event.start_date NULLS LAST, event.event_id

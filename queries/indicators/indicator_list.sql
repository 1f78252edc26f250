-- question: What does each indicator measure, how is it written, and where does it come from?
-- grain: one row per indicator
-- column: indicator_id VARCHAR identifier of the indicator
-- column: label VARCHAR name of the indicator on screen
-- column: short_label VARCHAR its name where there is little room
-- column: unit VARCHAR unit of the value
-- column: decimals BIGINT how many decimals its values are written with
-- column: scale VARCHAR share (in per cent), amount, or ordinal (codes for words)
-- column: direction VARCHAR whether higher or lower is better, or neither (context)
-- column: definition VARCHAR what exactly is measured
-- column: organisation VARCHAR who publishes it
-- column: source_dataset VARCHAR code or name of the dataset there
-- column: source_url VARCHAR web page of that dataset
SELECT
    indicator_id,
    label,
    short_label,
    unit,
    decimals,
    scale,
    direction,
    definition,
    source_organisation AS organisation,
    source_dataset,
    source_url
FROM described_indicators

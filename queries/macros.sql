-- Folds text for search: lower case, without accents, and with the letters that strip_accents leaves
-- (ł, đ, ø, ħ, ı, ß, æ, œ) written plainly, so that "Kosice" finds "Košice" and "Lodz" finds "Łódź".
CREATE MACRO fold(written) AS
replace(replace(replace(
    translate(strip_accents(lower(written)), 'łđøħı', 'ldohi'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
-- Whether a filter lets a value through; where nothing is chosen, it lets all through.
CREATE MACRO chosen(choices, value) AS len(choices::VARCHAR[]) = 0 OR list_contains(choices::VARCHAR[], value);
-- The same for a value that is a list, of which one is enough.
CREATE MACRO chosen_any(choices, held) AS len(choices::VARCHAR[]) = 0 OR list_has_any(choices::VARCHAR[], held);
-- Whether all words typed into a search, in any case and with or without accents, occur in a folded text.
CREATE MACRO has_words(typed, folded) AS
len(list_filter(string_split(fold(trim(typed::VARCHAR)), ' '), lambda word: NOT contains(folded, word))) = 0;
-- The flags on either of two values, each once and in the order of the alphabet; none where neither has one.
CREATE MACRO both_flags(one, other) AS
nullif(list_aggregate(list_sort(list_distinct(string_split(concat(one, other), ''))), 'string_agg', ''), '');
-- A number rounded as it is written, halves away from nought: what a computer holds of 0.285 is a little less, and
-- shares miss a half by as little.
CREATE MACRO half_up(value, digits) AS round(value + value * 5e-16, digits)

-- Folds text for search: lower case, without accents, and with the letters that strip_accents leaves
-- (ł, đ, ø, ħ, ı, ß, æ, œ) written plainly, so that "Kosice" finds "Košice" and "Lodz" finds "Łódź".
CREATE MACRO fold(written) AS
replace(replace(replace(
    translate(strip_accents(lower(written)), 'łđøħı', 'ldohi'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')

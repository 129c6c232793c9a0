-- Institutions where the made-up split does not round to the printed number.
SELECT institution_id
FROM institution
WHERE abs(weighted_children_174 - age_weighted_children) > 0.5

-- Institutions whose extra grant and whose municipality's model do not go together.
SELECT institution_id
FROM institution
JOIN municipality USING (municipality)
WHERE (funding_model = 'none') <> (extra_grant__missing IS NOT DISTINCT FROM 'not_applicable')

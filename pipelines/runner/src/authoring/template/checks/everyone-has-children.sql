-- One SELECT; the rows it gives break the rule. It sees a table for each unit, with the declared inputs.
SELECT institution_id
FROM institution
WHERE weighted_children = 0

-- The index there is part of the table.
SELECT 1
WHERE FALSE

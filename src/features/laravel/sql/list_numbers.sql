--! stream
SELECT id, CAST(old_number AS TEXT) || ' ' || CAST(new_number AS TEXT) AS value
FROM staged_numbers
ORDER BY id

SELECT COUNT(*) AS broken
FROM (
    SELECT poly_id, date, MAX(greatest) AS greatest
    FROM (
        SELECT poly_id, date, MAX(queue_number) AS greatest
        FROM queues
        GROUP BY poly_id, date
        UNION ALL
        SELECT poly_id, date, MAX(queue_number) AS greatest
        FROM vacated_numbers
        GROUP BY poly_id, date
    ) held
    GROUP BY poly_id, date
) given
LEFT JOIN queue_counters c ON c.poly_id = given.poly_id AND c.date = given.date
WHERE c.last_number IS NULL
   OR c.last_number < given.greatest

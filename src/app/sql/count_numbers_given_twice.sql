SELECT COUNT(*) AS broken
FROM (
    SELECT poly_id
    FROM queues
    GROUP BY poly_id, date, queue_number
    HAVING COUNT(*) > 1
) twice

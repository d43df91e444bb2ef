SELECT COUNT(*) AS broken
FROM vacated_numbers v
JOIN queues q ON q.poly_id = v.poly_id AND q.date = v.date AND q.queue_number = v.queue_number
WHERE q.id <> v.reservation_id

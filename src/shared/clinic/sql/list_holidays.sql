SELECT doctor_id, first_date, last_date, reason
FROM holidays
ORDER BY first_date, id

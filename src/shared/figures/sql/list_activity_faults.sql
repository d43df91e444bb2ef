SELECT date, user_id, poly_id
FROM (
    SELECT date, user_id, poly_id, entries FROM daily_activity
    EXCEPT
    SELECT date, user_id, poly_id, entries FROM counted_activity
) too_much
UNION
SELECT date, user_id, poly_id
FROM (
    SELECT date, user_id, poly_id, entries FROM counted_activity
    EXCEPT
    SELECT date, user_id, poly_id, entries FROM daily_activity
) too_little
ORDER BY date, user_id, poly_id

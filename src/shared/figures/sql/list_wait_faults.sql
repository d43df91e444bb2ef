-- Days whose waits by the minute differ from those that the view counts.
SELECT DISTINCT date, poly_id
FROM (
    SELECT date, poly_id
    FROM (
        SELECT date, poly_id, minute, waits FROM daily_waits WHERE waits <> 0
        EXCEPT
        SELECT date, poly_id, minute, waits FROM counted_waits
    ) too_much
    UNION
    SELECT date, poly_id
    FROM (
        SELECT date, poly_id, minute, waits FROM counted_waits
        EXCEPT
        SELECT date, poly_id, minute, waits FROM daily_waits
    ) too_little
) faults
ORDER BY date, poly_id

-- The day of the event at index :skipped, counted from the latest event of the selected days.
SELECT date, before
FROM (
    SELECT date, entries,
           SUM(entries) OVER (ORDER BY date DESC ROWS UNBOUNDED PRECEDING) - entries AS before
    FROM (
        SELECT date, CAST(SUM(entries) AS BIGINT) AS entries
        FROM daily_activity
        WHERE TRUE
          AND date >= :date_from --? date_from
          AND date > :date_after --? date_after
          AND date <= :date_to --? date_to
          AND date < :date_before --? date_before
          AND user_id = :user_id --? user_id
        GROUP BY date
    ) days
) counted
WHERE before + entries > :skipped
ORDER BY date DESC
LIMIT 1

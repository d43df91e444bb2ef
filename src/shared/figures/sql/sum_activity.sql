SELECT CAST(COALESCE(SUM(entries), 0) AS BIGINT) AS entries
FROM daily_activity
WHERE TRUE
  AND date >= :date_from --? date_from
  AND date > :date_after --? date_after
  AND date <= :date_to --? date_to
  AND date < :date_before --? date_before
  AND user_id = :user_id --? user_id

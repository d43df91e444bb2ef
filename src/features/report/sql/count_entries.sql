-- Of a part of a day: whole days are in daily_activity.
SELECT COUNT(*) AS entries
FROM events
WHERE user_id IS NOT NULL
  AND user_id = :user_id --? user_id
  AND created_at >= :first
  AND created_at <= :last

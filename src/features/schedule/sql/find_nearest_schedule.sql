SELECT s.id
FROM schedules s
JOIN users u ON u.id = s.doctor_id
LEFT JOIN schedule_bookings b ON b.schedule_id = s.id AND b.date = :date
WHERE s.date >= :date
  AND s.deleted_at IS NULL
  AND u.poly_id = :poly_id
  AND u.deleted_at IS NULL
  AND (s.quota IS NULL OR COALESCE(b.booked, 0) < s.quota)
  AND NOT EXISTS (SELECT 1 FROM holidays h --? has_holidays
                  WHERE h.first_date <= s.date --? has_holidays
                    AND h.last_date >= s.date --? has_holidays
                    AND (h.doctor_id IS NULL OR h.doctor_id = s.doctor_id)) --? has_holidays
ORDER BY s.date, s.start_time, s.id
LIMIT 1

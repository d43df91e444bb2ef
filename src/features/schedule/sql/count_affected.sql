SELECT COUNT(*) AS reservations
FROM reservations r
LEFT JOIN schedules s ON s.id = r.schedule_id
WHERE r.date >= :first_date
  AND r.date <= :last_date
  AND r.deleted_at IS NULL
  AND r.status_id NOT IN (:done, :noshow, :cancelled)
  AND s.doctor_id = :doctor_id --? doctor_id

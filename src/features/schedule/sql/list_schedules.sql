SELECT s.id, s.doctor_id, s.date, s.start_time, s.end_time, s.created_at, s.updated_at,
       s.deleted_at, s.quota,
       u.name AS doctor_name, u.email AS doctor_email,
       u.email_verified_at AS doctor_email_verified_at, u.created_at AS doctor_created_at,
       u.updated_at AS doctor_updated_at, u.poly_id AS doctor_poly_id,
       u.username AS doctor_username,
       COALESCE(b.booked, 0) AS seats_taken
FROM schedules s
LEFT JOIN users u ON u.id = s.doctor_id AND u.deleted_at IS NULL
LEFT JOIN schedule_bookings b ON b.schedule_id = s.id AND b.date = s.date
WHERE s.deleted_at IS NULL
  AND s.id = :id --? id
  AND s.doctor_id = :doctor_id --? doctor_id
  AND u.poly_id = :poly_id --? poly_id
  AND s.date >= :first_date --? first_date
  AND s.date <= :last_date --? last_date
  AND SUBSTR(CAST(s.date AS TEXT), 6, 2) = :month --? month
ORDER BY s.date, s.start_time, s.id

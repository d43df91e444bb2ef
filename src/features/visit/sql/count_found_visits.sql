SELECT COUNT(*) AS total
FROM reservations r
WHERE r.deleted_at IS NULL
  AND r.poly_id = :poly_id --? poly_id
  AND r.status_id = :status_id --? status_id
  AND r.date = :date --? date
  AND r.schedule_id IN (SELECT s.id FROM schedules s WHERE s.doctor_id = :doctor_id) --? doctor_id
  AND r.priority = :priority --? priority
  AND r.patient_id IN ( --? search
      SELECT p.id --? search
      FROM patients p --? search
      WHERE LOWER(p.patient_name) LIKE :search ESCAPE '\' --? search
         OR LOWER(p.whatsapp_number) LIKE :search ESCAPE '\' --? search
         OR p.whatsapp_key LIKE :search ESCAPE '\' --? search
         OR LOWER(p.no_bpjs) LIKE :search ESCAPE '\' --? search
  ) --? search

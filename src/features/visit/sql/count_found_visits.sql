SELECT COUNT(*) AS total
FROM reservations r
WHERE r.deleted_at IS NULL
  AND r.poly_id = :poly_id --? poly_id
  AND r.status_id = :status_id --? status_id
  AND r.date = :date --? date
  AND r.patient_id IN (
      SELECT p.id
      FROM patients p
      WHERE LOWER(p.patient_name) LIKE :search ESCAPE '\'
         OR LOWER(p.whatsapp_number) LIKE :search ESCAPE '\'
         OR p.whatsapp_key LIKE :search ESCAPE '\'
         OR LOWER(p.no_bpjs) LIKE :search ESCAPE '\'
  )

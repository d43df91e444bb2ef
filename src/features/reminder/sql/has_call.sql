SELECT seq
FROM events
WHERE created_at >= :since
  AND poly_id = :poly_id
  AND date = :date
  AND before_status_id = :waiting_id
  AND kind IN ('anamnesa', 'waiting_doctor', 'with_doctor')
LIMIT 1

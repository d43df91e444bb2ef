DELETE FROM deliveries
WHERE reservation_id IN (SELECT r.id FROM reservations r WHERE r.patient_id = :id)
  AND next_attempt_at_ms IS NULL

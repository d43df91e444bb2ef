UPDATE last_moves
SET cancel_reason = NULL
WHERE reservation_id IN (SELECT r.id FROM reservations r WHERE r.patient_id = :id)
  AND cancel_reason IS NOT NULL

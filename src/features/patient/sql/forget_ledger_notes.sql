-- Staff and patients write the reason of a cancellation as they like.
UPDATE events
SET note = NULL
WHERE reservation_id IN (SELECT r.id FROM reservations r WHERE r.patient_id = :id)
  AND kind = 'cancelled'
  AND note IS NOT NULL

UPDATE reservations
SET cancel_reason = NULL
WHERE patient_id = :id
  AND cancel_reason IS NOT NULL

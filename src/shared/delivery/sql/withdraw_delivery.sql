UPDATE deliveries
SET state = 'cancelled', lease_owner = NULL, next_attempt_at_ms = NULL, reason = :reason,
    updated_at = :now, settled_at = :now
WHERE id = (
        SELECT MAX(latest.id)
        FROM deliveries latest
        WHERE latest.reservation_id = :reservation_id
          AND latest.kind = :kind
    )
  AND state = 'pending'
  AND created_at >= :since

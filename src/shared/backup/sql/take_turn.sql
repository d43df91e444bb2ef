INSERT INTO backup_turns (planned_at, lease_until)
VALUES (:planned_at, :lease_until)
ON CONFLICT (planned_at) DO UPDATE SET lease_until = excluded.lease_until
WHERE backup_turns.done_at IS NULL AND backup_turns.lease_until <= :now

UPDATE backup_turns
SET done_at = :done_at, lease_until = :lease_until
WHERE planned_at = :planned_at

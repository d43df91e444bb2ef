UPDATE backup_turns
SET done_at = NULL, lease_until = :now
WHERE planned_at = :planned_at AND done_at IS NOT NULL

-- Two statuses of the original may be one of ours.
UPDATE staged_reservations
SET status_id = kept.kept_id
FROM (
    SELECT id, FIRST_VALUE(id) OVER (
        PARTITION BY status_name
        ORDER BY CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END, id
    ) AS kept_id
    FROM staged_statuses
) kept
WHERE kept.id = staged_reservations.status_id
  AND kept.kept_id <> kept.id

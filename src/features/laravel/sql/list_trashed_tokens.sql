SELECT t.id, CAST(t.tokenable_id AS TEXT) AS value
FROM staged_personal_access_tokens t
JOIN users u ON u.id = t.tokenable_id
WHERE u.deleted_at IS NOT NULL
ORDER BY t.id

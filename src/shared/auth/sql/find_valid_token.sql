SELECT t.id
FROM personal_access_tokens t
JOIN users u ON u.id = t.tokenable_id
WHERE t.id = :id
  AND u.deleted_at IS NULL
  AND (t.expires_at IS NULL OR t.expires_at > :now)
  AND (t.name = :permanent OR COALESCE(t.last_used_at, t.created_at, :now) >= :used_since)

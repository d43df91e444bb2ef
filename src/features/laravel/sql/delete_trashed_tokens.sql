DELETE FROM staged_personal_access_tokens
WHERE tokenable_id IN (SELECT id FROM users WHERE deleted_at IS NOT NULL)

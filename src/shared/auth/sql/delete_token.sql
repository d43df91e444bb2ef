DELETE FROM personal_access_tokens WHERE id = :id

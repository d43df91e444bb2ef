UPDATE staged_role_user
SET role_id = CASE role_id
    WHEN CAST(:left AS BIGINT) THEN CAST(:right AS BIGINT)
    ELSE CAST(:left AS BIGINT)
END
WHERE role_id IN (:left, :right)

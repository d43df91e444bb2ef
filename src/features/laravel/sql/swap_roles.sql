UPDATE staged_roles
SET id = CASE id
    WHEN CAST(:left AS BIGINT) THEN CAST(:right AS BIGINT)
    ELSE CAST(:left AS BIGINT)
END
WHERE id IN (:left, :right)

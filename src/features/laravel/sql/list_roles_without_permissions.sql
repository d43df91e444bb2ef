SELECT r.id, r.name
FROM roles r
WHERE NOT EXISTS (SELECT 1 FROM role_permissions p WHERE p.role_id = r.id)
ORDER BY r.id

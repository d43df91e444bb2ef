INSERT INTO role_permissions (role_id, permission)
VALUES (:role_id, :permission)
ON CONFLICT DO NOTHING

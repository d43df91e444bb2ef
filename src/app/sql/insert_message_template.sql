INSERT INTO message_templates (template_name, message, created_at, updated_at)
VALUES (:template_name, :message, :now, :now)
RETURNING id

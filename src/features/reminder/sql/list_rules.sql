SELECT c.id, c.reminder_offset, c.reminder_patient_count, c.reminder_type, t.message,
       COALESCE(c.updated_at, c.created_at) AS changed_at
FROM reminder_configs c
JOIN message_templates t ON t.id = c.message_template_id
WHERE c.deleted_at IS NULL
  AND t.deleted_at IS NULL
ORDER BY c.id

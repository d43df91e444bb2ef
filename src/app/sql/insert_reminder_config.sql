INSERT INTO reminder_configs (message_template_id, reminder_offset, reminder_patient_count,
                              reminder_type, created_at, updated_at)
VALUES (:message_template_id, :reminder_offset, :reminder_patient_count, :reminder_type, :now, :now)

SELECT name, value
FROM configs
WHERE name IN (
    'clinic_name', 'clinic_address', 'clinic_phone', 'clinic_running_text', 'clinic_voice_style',
    'clinic_logo', 'demo'
)
  AND deleted_at IS NULL

INSERT INTO clinic_logos (name, content, created_at)
VALUES (:name, :content, :now)
ON CONFLICT (name) DO NOTHING

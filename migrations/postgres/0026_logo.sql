-- The clinic's logo: one row, whose name is the config `clinic_logo`. The content is base64.
CREATE TABLE clinic_logos (
    name TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    created_at TIMESTAMP(0) NOT NULL
);

-- What the clinic tells its patients, and through whom.
CREATE TABLE message_templates (
    id INTEGER PRIMARY KEY,
    template_name TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

CREATE TABLE reminder_configs (
    id INTEGER PRIMARY KEY,
    message_template_id INTEGER NOT NULL REFERENCES message_templates (id),
    reminder_offset INTEGER NOT NULL,
    reminder_patient_count INTEGER NOT NULL,
    reminder_type TEXT NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

CREATE TABLE whatsapp_configs (
    id INTEGER PRIMARY KEY,
    whatsapp_number TEXT NOT NULL UNIQUE,
    waha_api_url TEXT NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

-- Return visits that a doctor orders. The indexes answer the list's filters in its order, and its
-- totals without the rows.
CREATE TABLE checkup_schedules (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients (id),
    poly_id INTEGER NOT NULL REFERENCES polies (id),
    date TEXT NOT NULL,
    description TEXT,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;
CREATE INDEX checkup_schedules_patient ON checkup_schedules (patient_id, deleted_at, id);
CREATE INDEX checkup_schedules_poly ON checkup_schedules (poly_id, deleted_at, id);
CREATE INDEX checkup_schedules_day ON checkup_schedules (date, deleted_at, id);

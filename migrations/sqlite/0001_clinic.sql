-- Instants are UTC; service dates and wall times are in the clinic's zone.

-- Who works here. Columns and formats are the original's, so that its rows can be imported.
CREATE TABLE polies (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    email_verified_at TEXT,
    password TEXT NOT NULL,
    remember_token TEXT,
    created_at TEXT,
    updated_at TEXT,
    poly_id INTEGER REFERENCES polies (id),
    username TEXT NOT NULL UNIQUE,
    deleted_at TEXT
) STRICT;

CREATE TABLE roles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

CREATE TABLE role_user (
    user_id INTEGER NOT NULL REFERENCES users (id),
    role_id INTEGER NOT NULL REFERENCES roles (id),
    created_at TEXT,
    updated_at TEXT,
    PRIMARY KEY (user_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_user_role ON role_user (role_id);

CREATE TABLE role_permissions (
    role_id INTEGER NOT NULL REFERENCES roles (id),
    permission TEXT NOT NULL,
    PRIMARY KEY (role_id, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE personal_access_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tokenable_type TEXT NOT NULL,
    tokenable_id INTEGER NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    abilities TEXT,
    last_used_at TEXT,
    expires_at TEXT,
    created_at TEXT,
    updated_at TEXT
) STRICT;
CREATE INDEX personal_access_tokens_owner ON personal_access_tokens (tokenable_id);

-- How the clinic works.
CREATE TABLE statuses (
    id INTEGER PRIMARY KEY,
    status_name TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    information TEXT,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

CREATE TABLE configs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    doctor_id INTEGER NOT NULL REFERENCES users (id),
    date TEXT NOT NULL,
    start_time TEXT NOT NULL,
    end_time TEXT NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT,
    quota INTEGER
) STRICT;
CREATE INDEX schedules_day ON schedules (date, doctor_id);
CREATE INDEX schedules_doctor ON schedules (doctor_id, date);

-- Seats taken of a schedule on a day: its reservations that are not cancelled. Raised in the
-- transaction that registers, so that a quota holds under any load without counting rows.
CREATE TABLE schedule_bookings (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    date TEXT NOT NULL,
    booked INTEGER NOT NULL,
    PRIMARY KEY (schedule_id, date)
) STRICT, WITHOUT ROWID;

-- The walk of a patient.
CREATE TABLE patients (
    id INTEGER PRIMARY KEY,
    patient_name TEXT NOT NULL,
    no_bpjs TEXT,
    whatsapp_number TEXT NOT NULL,
    email TEXT,
    chat_id TEXT,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT,
    -- whatsapp_number as digits with the country code: only for finding duplicates
    whatsapp_key TEXT NOT NULL
) STRICT;
CREATE INDEX patients_whatsapp ON patients (whatsapp_key);
CREATE INDEX patients_bpjs ON patients (no_bpjs);

CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients (id),
    poly_id INTEGER NOT NULL REFERENCES polies (id),
    schedule_id INTEGER REFERENCES schedules (id),
    date TEXT NOT NULL,
    bpjs INTEGER NOT NULL CHECK (bpjs IN (0, 1)),
    status_id INTEGER NOT NULL REFERENCES statuses (id),
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;
CREATE INDEX reservations_day ON reservations (date, poly_id, status_id);
CREATE INDEX reservations_patient ON reservations (patient_id);

-- A queue row has the id of its reservation, so that /queue/{id} means the same row either way.
CREATE TABLE queues (
    id INTEGER PRIMARY KEY REFERENCES reservations (id),
    reservation_id INTEGER NOT NULL CHECK (reservation_id = id),
    poly_id INTEGER NOT NULL,
    queue_number INTEGER NOT NULL CHECK (queue_number > 0),
    date TEXT NOT NULL,
    re_reservation_time TEXT NOT NULL,
    call_time TEXT,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT,
    number_of_calls INTEGER NOT NULL DEFAULT 0,
    -- microseconds since 1970: which of two calls within a second was the later one
    called_at_us INTEGER,
    notification_status INTEGER NOT NULL DEFAULT 0 CHECK (notification_status IN (0, 1)),
    UNIQUE (poly_id, date, queue_number)
) STRICT;

-- The last number given per poly and day. Raised with the row that gets the number; never lowered.
CREATE TABLE queue_counters (
    poly_id INTEGER NOT NULL REFERENCES polies (id),
    date TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (poly_id, date)
) STRICT, WITHOUT ROWID;

-- Numbers whose holder was moved to another poly or day: they were answered once, so nobody else
-- ever gets them.
CREATE TABLE vacated_numbers (
    poly_id INTEGER NOT NULL REFERENCES polies (id),
    date TEXT NOT NULL,
    queue_number INTEGER NOT NULL,
    reservation_id INTEGER NOT NULL REFERENCES reservations (id),
    PRIMARY KEY (poly_id, date, queue_number)
) STRICT, WITHOUT ROWID;

-- The ledger: one row for each change of a reservation, in the transaction that made it.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    reservation_id INTEGER NOT NULL REFERENCES reservations (id),
    poly_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    queue_number INTEGER NOT NULL,
    user_id INTEGER REFERENCES users (id),
    before_status_id INTEGER,
    after_status_id INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- One row for a visit: reservation, queue and patient side by side, for every list and detail.
CREATE VIEW visits AS
SELECT
    r.id, r.patient_id, r.poly_id, r.schedule_id, r.date, r.bpjs, r.status_id,
    r.created_at, r.updated_at, r.deleted_at,
    q.id AS queue_id, q.poly_id AS queue_poly_id, q.queue_number, q.date AS queue_date,
    q.re_reservation_time, q.call_time,
    q.created_at AS queue_created_at, q.updated_at AS queue_updated_at,
    q.deleted_at AS queue_deleted_at, q.number_of_calls, q.notification_status,
    p.patient_name, p.no_bpjs, p.whatsapp_number, p.email, p.chat_id,
    p.created_at AS patient_created_at, p.updated_at AS patient_updated_at,
    p.deleted_at AS patient_deleted_at
FROM reservations r
JOIN queues q ON q.id = r.id
JOIN patients p ON p.id = r.patient_id;

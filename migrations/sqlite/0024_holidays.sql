-- Days on which the clinic, or one doctor, takes no patients.
CREATE TABLE holidays (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    doctor_id INTEGER REFERENCES users (id), -- null: of the whole clinic
    first_date TEXT NOT NULL,
    last_date TEXT NOT NULL, -- included
    reason TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (first_date <= last_date)
) STRICT;

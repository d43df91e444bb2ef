-- Documents for patients. `file` is the name of a file in DATA_DIR/faq.
CREATE TABLE faqs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    deleted_at TEXT
) STRICT;

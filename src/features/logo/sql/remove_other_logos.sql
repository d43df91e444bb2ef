DELETE FROM clinic_logos WHERE name <> :name

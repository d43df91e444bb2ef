SELECT content FROM clinic_logos WHERE name = :name

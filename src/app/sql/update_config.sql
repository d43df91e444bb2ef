UPDATE configs SET value = :value, updated_at = :now WHERE name = :name

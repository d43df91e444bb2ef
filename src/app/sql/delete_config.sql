DELETE FROM configs WHERE name = :name

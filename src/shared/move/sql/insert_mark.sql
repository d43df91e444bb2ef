INSERT INTO moves (id, role, other, command, run, began_at, ended_at)
VALUES (:id, :role, :other, :command, :run, :now, NULL)

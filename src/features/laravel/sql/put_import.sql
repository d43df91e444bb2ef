INSERT INTO imports (id, source, last_seq, ended_at)
VALUES (1, :source, :last_seq, :now)
ON CONFLICT (id) DO UPDATE
SET source = excluded.source, last_seq = excluded.last_seq, ended_at = excluded.ended_at

-- What the webhooks have announced as present. The earlier name of the table did not say so.
ALTER TABLE told_presences RENAME TO announced_presences;
ALTER TABLE announced_presences RENAME COLUMN came_at_ms TO present_since_ms;

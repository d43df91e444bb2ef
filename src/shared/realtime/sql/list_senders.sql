SELECT sender, MAX(number) AS number, MAX(id) AS last_id, MAX(is_last) AS is_last
FROM peer_batches
GROUP BY sender

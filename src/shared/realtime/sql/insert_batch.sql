INSERT INTO peer_batches (sender, number, body, is_last)
VALUES (:sender, :number, :body, :is_last)

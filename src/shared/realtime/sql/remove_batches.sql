DELETE FROM peer_batches WHERE id <= :last_id

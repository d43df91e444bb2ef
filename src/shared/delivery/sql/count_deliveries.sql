SELECT COUNT(*) AS total
FROM (
    SELECT id
    FROM deliveries
    WHERE id > 0
      AND state = :state --? state
      AND kind = :kind --? kind
      AND reservation_id = :reservation_id --? reservation_id
    LIMIT :count_max
) listed

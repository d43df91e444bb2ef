UPDATE staged_queues
SET queue_number = n.new_number
FROM staged_numbers n
WHERE n.id = staged_queues.id

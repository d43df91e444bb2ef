UPDATE queues SET number_of_calls = 0, updated_at = :now WHERE id = :id

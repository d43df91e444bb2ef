UPDATE polies SET room = :room, letter = :letter WHERE id = :id

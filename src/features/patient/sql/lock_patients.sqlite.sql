-- There is one writer, which is this transaction.
SELECT 1
WHERE :after + :size < 0

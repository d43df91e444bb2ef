-- On MariaDB this also finds numbers that differ only in case.
SELECT T_OrderHeaderID AS id, T_OrderHeaderLabNumber AS number
FROM t_orderheader
WHERE T_OrderHeaderLabNumber = :number AND T_OrderHeaderIsActive = 'Y'
ORDER BY T_OrderHeaderID
LIMIT 100

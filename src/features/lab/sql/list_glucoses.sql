-- At some sites order_glucose has no active flag: then the name means the 'Y' of `otherwise`.
SELECT g.OrderGlucoseID AS id, g.OrderGlucoseNat_TestID AS nat_test_id, t.T_TestID AS test_id,
       t.T_TestSasCode AS cpone_test_code, t.T_TestName AS cpone_test_name,
       (SELECT m.Nat_TestMapCode FROM nat_testmap m
        WHERE m.Nat_TestMapNat_TestID = t.T_TestNat_TestID AND m.Nat_TestMapIsActive = 'Y'
        ORDER BY m.Nat_TestMapID LIMIT 1) AS lis_test_code,
       g.OrderGlucoseResult AS result_glucosa
FROM (SELECT 'Y' AS OrderGlucoseIsActive) otherwise
CROSS JOIN order_glucose g
JOIN t_test t ON t.T_TestNat_TestID = g.OrderGlucoseNat_TestID
WHERE g.OrderGlucoseT_OrderHeaderID = :order_id
    AND EXISTS (SELECT 1 FROM t_orderdetail d
                WHERE d.T_OrderDetailT_OrderHeaderID = g.OrderGlucoseT_OrderHeaderID
                    AND d.T_OrderDetailT_TestID = t.T_TestID AND d.T_OrderDetailIsActive = 'Y')
    AND (SELECT OrderGlucoseIsActive FROM order_glucose same
         WHERE same.OrderGlucoseID = g.OrderGlucoseID) = 'Y'

-- Each sampling with each test that it may serve. Children of a panel are replaced by the panel
-- (one level); if the panel is missing or inactive, they stay.
SELECT 'other' AS kind, s.T_SamplingSoID AS id, t.T_TestID AS test_id,
       st.T_SampleStationID AS station_id, st.T_SampleStationName AS sample_station_name,
       (SELECT l.M_LocationName FROM t_order_location ol
        LEFT JOIN m_location l ON l.M_LocationID = ol.T_OrderLocationM_LocationID
        WHERE ol.T_OrderLocationT_OrderHeaderID = s.T_SamplingSoT_OrderHeaderID
            AND ol.T_OrderLocationT_SampleStationID = st.T_SampleStationID
            AND ol.T_OrderLocationIsActive = 'Y'
        ORDER BY ol.T_OrderLocationID DESC LIMIT 1) AS location_name,
       t.T_TestSasCode AS cpone_test_code, t.T_TestName AS cpone_test_name,
       (SELECT m.Nat_TestMapCode FROM nat_testmap m
        WHERE m.Nat_TestMapNat_TestID = t.T_TestNat_TestID AND m.Nat_TestMapIsActive = 'Y'
        ORDER BY m.Nat_TestMapID LIMIT 1) AS lis_test_code,
       s.T_SamplingSoFlag AS flag,
       s.T_SamplingSoProcessDate AS check_in_date, s.T_SamplingSoProcessTime AS check_in_time,
       s.T_SamplingSoProcessUserID AS check_in_user_id,
       s.T_SamplingSoDoneDate AS check_out_date, s.T_SamplingSoDoneTime AS check_out_time,
       s.T_SamplingSoDoneUserID AS check_out_user_id
FROM t_samplingso s
JOIN t_test t ON t.T_TestID = s.T_SamplingSoT_TestID
LEFT JOIN t_sampletype ty ON ty.T_SampleTypeID = t.T_TestT_SampleTypeID
LEFT JOIN t_bahan b ON b.T_BahanID = ty.T_SampleTypeT_BahanID
LEFT JOIN t_samplestation st ON st.T_SampleStationID = b.T_BahanT_SampleStationID
WHERE s.T_SamplingSoT_OrderHeaderID = :order_id AND s.T_SamplingSoIsActive = 'Y'
    AND EXISTS (SELECT 1 FROM t_orderdetail d
                WHERE d.T_OrderDetailT_OrderHeaderID = s.T_SamplingSoT_OrderHeaderID
                    AND d.T_OrderDetailT_TestID = s.T_SamplingSoT_TestID
                    AND d.T_OrderDetailIsActive = 'Y')
UNION ALL
SELECT 'lab', s.T_OrderSampleID, t.T_TestID, st.T_SampleStationID, st.T_SampleStationName,
       (SELECT l.M_LocationName FROM t_order_location ol
        LEFT JOIN m_location l ON l.M_LocationID = ol.T_OrderLocationM_LocationID
        WHERE ol.T_OrderLocationT_OrderHeaderID = s.T_OrderSampleT_OrderHeaderID
            AND ol.T_OrderLocationT_SampleStationID = st.T_SampleStationID
            AND ol.T_OrderLocationIsActive = 'Y'
        ORDER BY ol.T_OrderLocationID DESC LIMIT 1),
       t.T_TestSasCode, t.T_TestName,
       (SELECT m.Nat_TestMapCode FROM nat_testmap m
        WHERE m.Nat_TestMapNat_TestID = t.T_TestNat_TestID AND m.Nat_TestMapIsActive = 'Y'
        ORDER BY m.Nat_TestMapID LIMIT 1),
       s.T_OrderSampleSampling,
       s.T_OrderSampleSamplingDate, s.T_OrderSampleSamplingTime, s.T_OrderSampleSamplingUserID,
       s.T_OrderSampleReceiveDate, s.T_OrderSampleReceiveTime, s.T_OrderSampleReceiveUserID
FROM t_ordersample s
JOIN t_orderdetail d ON d.T_OrderDetailT_OrderHeaderID = s.T_OrderSampleT_OrderHeaderID
    AND d.T_OrderDetailIsActive = 'Y'
JOIN t_test child ON child.T_TestID = d.T_OrderDetailT_TestID
    AND child.T_TestT_SampleTypeID = s.T_OrderSampleT_SampleTypeID
LEFT JOIN t_test panel ON panel.T_TestID = child.T_TestParentT_TestID
    AND panel.T_TestIsActive = 'Y'
JOIN t_test t ON t.T_TestID = COALESCE(panel.T_TestID, child.T_TestID)
LEFT JOIN t_sampletype ty ON ty.T_SampleTypeID = s.T_OrderSampleT_SampleTypeID
LEFT JOIN t_bahan b ON b.T_BahanID = ty.T_SampleTypeT_BahanID
LEFT JOIN t_samplestation st ON st.T_SampleStationID = b.T_BahanT_SampleStationID
WHERE s.T_OrderSampleT_OrderHeaderID = :order_id AND s.T_OrderSampleIsActive = 'Y'

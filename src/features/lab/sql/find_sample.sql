SELECT T_OrderSampleID AS id, T_OrderSampleBarcode AS barcode,
       T_OrderSampleSampling AS sampling, T_OrderSampleReceive AS receive,
       T_OrderSampleSamplingDate AS check_in_date, T_OrderSampleSamplingTime AS check_in_time,
       T_OrderSampleSamplingUserID AS check_in_user_id,
       T_OrderSampleReceiveDate AS check_out_date, T_OrderSampleReceiveTime AS check_out_time,
       T_OrderSampleReceiveUserID AS check_out_user_id
FROM t_ordersample
WHERE T_OrderSampleID = :id AND T_OrderSampleT_OrderHeaderID = :order_id
    AND T_OrderSampleIsActive = 'Y'

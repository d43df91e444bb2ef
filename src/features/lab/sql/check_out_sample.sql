UPDATE t_ordersample
SET T_OrderSampleReceive = 'Y', T_OrderSampleReceiveDate = :date, T_OrderSampleReceiveTime = :time,
    T_OrderSampleReceiveUserID = :user_id
WHERE T_OrderSampleID = :id AND T_OrderSampleSampling = 'Y' AND T_OrderSampleReceive <> 'Y'

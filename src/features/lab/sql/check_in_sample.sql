UPDATE t_ordersample
SET T_OrderSampleSampling = 'Y', T_OrderSampleSamplingDate = :date,
    T_OrderSampleSamplingTime = :time, T_OrderSampleSamplingUserID = :user_id,
    T_OrderSampleReceive = 'N', T_OrderSampleReceiveDate = NULL, T_OrderSampleReceiveTime = NULL,
    T_OrderSampleReceiveUserID = NULL
WHERE T_OrderSampleID = :id AND T_OrderSampleSampling <> 'Y'

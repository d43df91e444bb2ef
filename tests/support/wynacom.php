<?php
// The client of the lab's document in a few lines: token, samplings, glucose values.
// usage: php wynacom.php BASE_URL ORDER_NUMBER
function postJson($url, $payload, $headers = array())
{
    $ch = curl_init($url);
    curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($ch, CURLOPT_POST, true);
    curl_setopt($ch, CURLOPT_HTTPHEADER, array_merge(array('Content-Type: application/json'), $headers));
    curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode($payload));
    $response = curl_exec($ch);
    if ($response === false) {
        throw new Exception('Curl error: ' . curl_error($ch));
    }
    curl_close($ch);
    $decoded = json_decode($response, true);
    if (!is_array($decoded)) {
        throw new Exception('Invalid JSON response: ' . $response);
    }
    if ($decoded['status'] !== 'OK') {
        throw new Exception($decoded['message']);
    }
    return $decoded['data'];
}

try {
    // An empty PHP array is written as [], not {}.
    $token = postJson($argv[1] . '/generate_token', array());
    $headers = array('Authorization: Bearer ' . $token['access_token']);
    $order = array('T_OrderHeaderLabNumber' => $argv[2]);
    echo json_encode(array(
        'samplings' => postJson($argv[1] . '/sampling_timestamp', $order, $headers),
        'glucoses' => postJson($argv[1] . '/glucose', $order, $headers),
    ));
} catch (Exception $error) {
    fwrite(STDERR, $error->getMessage());
    exit(1);
}

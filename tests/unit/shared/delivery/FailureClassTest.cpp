#include "delivery/FailureClass.hpp"

#include <gtest/gtest.h>

namespace antrean::delivery {

TEST(FailureClass, HoldsNeitherTheUrlNorTheAnswer) {
    EXPECT_EQ(
        failureClass("cURL error 7: Failed to connect to n8n.example port 5678 (see "
                     "https://curl.haxx.se/libcurl/c/libcurl-errors.html) for http://n8n/rahasia"),
        "cURL error 7: No connection"
    );
    EXPECT_EQ(
        failureClass("Server error: `POST http://n8n/webhook/rahasia` resulted in a `500 Internal "
                     "Server Error` response:\n{\"key\":\"rahasia\"}\n"),
        "Server error: HTTP 500"
    );
    EXPECT_EQ(
        failureClass("Client error: `POST http://n8n/` resulted in a `404 Not Found` response"),
        "Client error: HTTP 404"
    );
    EXPECT_EQ(failureClass("HTTP 500: server returned rahasia"), "HTTP 500");
}

TEST(FailureClass, KeepsWhatThisServerSays) {
    for (auto const* own : {"", "Webhook URL is not configured", "Not delivered in time"})
        EXPECT_EQ(failureClass(own), own);
    EXPECT_EQ(
        failureClass("Not delivered in time: HTTP 502: rahasia"), "Not delivered in time: HTTP 502"
    );
}

}  // namespace antrean::delivery

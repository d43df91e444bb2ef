#include "delivery/Carrier.hpp"

#include <gtest/gtest.h>

namespace antrean::delivery {

namespace {

Verdict verdictOf(int status, std::string phrase, std::string body = {}) {
    Call call;
    call.url = "https://siti:rahasia@n8n.example/webhook/a";
    Reply reply;
    reply.status = status;
    reply.phrase = std::move(phrase);
    reply.body = std::move(body);
    return webhookVerdict(call, reply);
}

}  // namespace

TEST(WebhookVerdict, IsDeliveredByEveryStatusOf200) {
    for (auto const status : {200, 201, 204, 299})
        EXPECT_EQ(verdictOf(status, "OK").kind, Verdict::Kind::delivered) << status;
}

TEST(WebhookVerdict, NamesErrorsAsGuzzleDoes) {
    auto const verdict = verdictOf(500, "Internal Server Error", R"({"message":"no"})");
    EXPECT_EQ(verdict.kind, Verdict::Kind::retry);
    EXPECT_EQ(
        verdict.reason,
        "Server error: `POST https://siti:***@n8n.example/webhook/a` resulted in a "
        "`500 Internal Server Error` response:\n{\"message\":\"no\"}\n"
    );
    EXPECT_EQ(
        verdictOf(404, "Not Found").reason,
        "Client error: `POST https://siti:***@n8n.example/webhook/a` resulted in a "
        "`404 Not Found` response"
    );
    EXPECT_TRUE(verdictOf(302, "Found").reason.starts_with("Unsuccessful request: "));
}

TEST(WebhookVerdict, ShowsTheBeginningOfTextsOnly) {
    auto const longest = std::string(120, 'x');
    EXPECT_TRUE(verdictOf(500, "E", longest).reason.ends_with(":\n" + longest + "\n"));
    EXPECT_TRUE(verdictOf(500, "E", longest + "y").reason.ends_with(longest + " (truncated...)\n"));
    EXPECT_TRUE(verdictOf(500, "E", std::string("\x01\x02", 2)).reason.ends_with("response"));
    EXPECT_TRUE(verdictOf(500, "E", "\xff\xfe").reason.ends_with("response"));
}

TEST(WebhookVerdict, ReportsCurlErrorsInTheContractsForm) {
    Call call;
    call.url = "https://n8naws.example/webhook-test/a";
    Reply reply;
    reply.curl_code = 60;
    reply.curl_text = "SSL certificate problem: unable to get local issuer certificate";
    EXPECT_EQ(
        webhookVerdict(call, reply).reason,
        "cURL error 60: SSL certificate problem: unable to get local issuer certificate (see "
        "https://curl.haxx.se/libcurl/c/libcurl-errors.html) for "
        "https://n8naws.example/webhook-test/a"
    );
}

TEST(WithoutPassword, ShowsTheRestOfAUrl) {
    EXPECT_EQ(withoutPassword("http://a:b@c/d"), "http://a:***@c/d");
    EXPECT_EQ(withoutPassword("http://a:b:c@d"), "http://a:***@d");
    EXPECT_EQ(withoutPassword("http://a@c/d:e@f"), "http://a@c/d:e@f");
    EXPECT_EQ(withoutPassword("http://c:80/d"), "http://c:80/d");
    EXPECT_EQ(withoutPassword("a:b@c"), "a:b@c");
}

}  // namespace antrean::delivery

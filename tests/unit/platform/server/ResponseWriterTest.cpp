#include "server/ResponseWriter.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::server {
namespace {

// Without the Date header, whose value a test does not know.
std::string written(http::Response const& response, ResponseHead head = {}) {
    ResponseWriter writer;
    std::string out;
    if (head.request_id.empty())
        head.request_id = "id-1";
    writer.append(out, response, head);
    auto const date = out.find("Date: ");
    EXPECT_NE(date, std::string::npos);
    // "Date: Mon, 29 Dec 2025 07:15:48 GMT"
    EXPECT_EQ(out.substr(date + 31, 6), " GMT\r\n");
    return out.erase(date, 37);
}

http::Response json(int status, boost::json::value body) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

TEST(ResponseWriter, WritesJsonWithItsLength) {
    EXPECT_EQ(
        written(json(201, {{"status", "success"}})),
        "HTTP/1.1 201 Created\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Cache-Control: no-cache, private\r\n"
        "X-Request-Id: id-1\r\n"
        "Content-Type: application/json\r\n"
        "Content-Length: 20\r\n"
        "\r\n"
        "{\"status\":\"success\"}"
    );
}

TEST(ResponseWriter, TellsTheLengthButLeavesOutTheBodyOfAHead) {
    ResponseHead head;
    head.has_body = false;
    auto const text = written(json(200, {{"status", "success"}}), head);
    EXPECT_TRUE(text.ends_with("Content-Length: 20\r\n\r\n")) << text;
}

TEST(ResponseWriter, WritesNoLengthWhereThereIsNoBody) {
    http::Response response;
    response.status = 204;
    auto const text = written(response);
    EXPECT_EQ(text.find("Content-"), text.find("Content-Type-Options")) << text;
    EXPECT_TRUE(text.ends_with("\r\n\r\n"));
}

TEST(ResponseWriter, WritesAReadyTextAsItIs) {
    http::Response response;
    response.text = "a 1\n";
    response.content_type = "text/plain";
    auto const text = written(response);
    EXPECT_NE(
        text.find("Content-Type: text/plain\r\nContent-Length: 4\r\n\r\na 1\n"), std::string::npos
    );
}

TEST(ResponseWriter, LetsNoHeaderBreakOutOfItsLine) {
    http::Response response;
    response.headers = {{"Content-Disposition", "a\r\nSet-Cookie: x=1\n\nbody"}};
    auto const text = written(response);
    EXPECT_NE(text.find("Content-Disposition: aSet-Cookie: x=1body\r\n"), std::string::npos)
        << text;
}

TEST(ResponseWriter, SaysWhetherTheConnectionStaysOpen) {
    ResponseHead head;
    EXPECT_EQ(written({}, head).find("Connection:"), std::string::npos);
    head.keep_alive = false;
    EXPECT_NE(written({}, head).find("Connection: close\r\n"), std::string::npos);
    head.keep_alive = true;
    head.is_http_1_0 = true;
    EXPECT_NE(written({}, head).find("Connection: keep-alive\r\n"), std::string::npos);
}

TEST(ResponseWriter, KeepsTheCacheRuleOfTheHandler) {
    http::Response response;
    response.headers = {{"cache-control", "public, max-age=60"}};
    auto const text = written(response);
    EXPECT_EQ(text.find("no-cache"), std::string::npos);
}

TEST(ResponseWriter, WritesLargeJsonWhole) {
    boost::json::array rows;
    for (int row = 0; row < 5'000; ++row)
        rows.push_back(row);
    auto const text = written(json(200, {{"data", rows}}));
    EXPECT_TRUE(text.ends_with("4998,4999]}"));
    auto const body = text.substr(text.find("\r\n\r\n") + 4);
    EXPECT_NE(
        text.find("Content-Length: " + std::to_string(body.size()) + "\r\n"), std::string::npos
    );
}

TEST(ResponseWriter, ShowsPagesOfOtherOriginsTheHeadersThatTheyNeed) {
    ResponseHead head;
    head.is_cross_origin = true;
    auto const exposes = [&head](char const* name) {
        auto response = json(200, {});
        response.headers = {{name, "x"}};
        return written(response, head)
                   .find(
                       "Access-Control-Expose-Headers: Content-Disposition, RateLimit-Limit, "
                       "RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id\r\n"
                   ) != std::string::npos;
    };
    EXPECT_TRUE(exposes("retry-after"));
    EXPECT_TRUE(exposes("Content-Disposition"));
    EXPECT_FALSE(exposes("ETag"));
    head.is_cross_origin = false;
    EXPECT_FALSE(exposes("Retry-After"));
}

TEST(ResponseWriter, WritesWhatIsLeftOfTheRateLimit) {
    Allowance const allowance{600, 599, 1, 0};
    ResponseHead head;
    head.allowance = &allowance;
    auto const text = written(json(200, {}), head);
    auto const expected =
        "RateLimit-Limit: 600\r\nRateLimit-Remaining: 599\r\nRateLimit-Reset: 1\r\n";
    EXPECT_NE(text.find(expected), std::string::npos) << text;
}

}  // namespace
}  // namespace antrean::server

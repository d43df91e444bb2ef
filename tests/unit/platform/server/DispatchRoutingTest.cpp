// How requests are routed and answered without a handler.
#include "DispatchFixture.hpp"

namespace antrean::server {
namespace {

class DispatchRoutingTest : public DispatchFixture {};

TEST_F(DispatchRoutingTest, KnowsNoOtherRoutesThanThoseOfTheTable) {
    EXPECT_EQ(
        answered(call(http::Method::get, "/api/foo")),
        R"(404 {"status":"error","message":"The route api/foo could not be found."})"
    );
    EXPECT_EQ(
        answered(call(http::Method::get, "/")),
        R"(404 {"status":"error","message":"The route / could not be found."})"
    );
}

TEST_F(DispatchRoutingTest, NamesTheMethodsThatAPathAllows) {
    auto const exchange = call(http::Method::del, "/api/echo/1?x=y");
    EXPECT_EQ(
        answered(exchange),
        R"(405 {"status":"error","message":"The DELETE method is not supported for route )"
        R"(api/echo/1. Supported methods: GET, HEAD, POST, PUT."})"
    );
    EXPECT_EQ(header(exchange, "Allow"), "GET, HEAD, POST, PUT");
}

TEST_F(DispatchRoutingTest, AnswersOptionsWithTheMethodsThatAPathAllows) {
    auto const exchange = call(http::Method::options, "/api/echo/1");
    EXPECT_EQ(answered(exchange), "200 null");
    EXPECT_EQ(header(exchange, "Allow"), "GET,HEAD,POST,PUT");
    EXPECT_EQ(answered(call(http::Method::options, "/api/foo")).substr(0, 3), "404");
}

TEST_F(DispatchRoutingTest, AnswersAPreflightForAnyPathOfTheApi) {
    http::Header const asked{"Access-Control-Request-Method", "DELETE"};
    EXPECT_EQ(answered(call(http::Method::options, "/api/foo", {}, {asked})), "204 null");
}

TEST_F(DispatchRoutingTest, RefusesAMalformedPath) {
    for (auto const target : {"/api/%zz", "/api/%", "/api/%ff", "/api/a%00b"})
        EXPECT_EQ(
            answered(call(http::Method::get, target)),
            R"(400 {"status":"error","message":"Malformed URL."})"
        ) << target;
}

TEST_F(DispatchRoutingTest, TellsTheHandlerWhatTheRequestSaid) {
    auto const exchange = call(
        http::Method::get,
        "http://klinik.example//api/echo/12/?b=c#d",
        {},
        {{"Host", "klinik.example"}}
    );
    EXPECT_EQ(
        answered(exchange),
        R"(200 {"method":"GET","id":12,"parameter":"12","input":{"b":"c"},)"
        R"("base_url":"http://klinik.example","client":"10.0.0.9","today":"2025-12-29","user":0})"
    );
}

TEST_F(DispatchRoutingTest, TakesForAnIdOnlyPositiveNumbersOf64Bits) {
    for (auto const segment : {"0", "-1", "+1", "1a", "a", "1.0", "9223372036854775808", "0x1"}) {
        auto const exchange = call(http::Method::get, std::string("/api/echo/") + segment);
        EXPECT_EQ(exchange->answers.at(0).body.at("id"), 0) << segment;
        EXPECT_EQ(exchange->answers.at(0).body.at("parameter"), segment);
    }
    auto const exchange = call(http::Method::get, "/api/echo/9223372036854775807");
    EXPECT_EQ(exchange->answers.at(0).body.at("id"), 9223372036854775807);
}

TEST_F(DispatchRoutingTest, LetsAPostMeanAnotherMethod) {
    auto const by_header =
        call(http::Method::post, "/api/echo/1", {}, {{"X-HTTP-Method-Override", "PUT"}});
    EXPECT_EQ(by_header->answers.at(0).body.at("method"), "PUT");
    auto const by_query = call(http::Method::post, "/api/echo/1?_method=PUT");
    EXPECT_EQ(by_query->answers.at(0).body.at("method"), "PUT");
}

TEST_F(DispatchRoutingTest, AnswersABrokenMessageWithTheStatusOfTheProtocol) {
    build({});
    auto const exchange = std::make_shared<FakeExchange>();
    exchange->incoming.headers = {{"X-Request-Id", "mine"}};
    dispatch_->refuse(exchange, 431, Error::malformed("Request Header Fields Too Large"));
    EXPECT_EQ(
        answered(exchange), R"(431 {"status":"error","message":"Request Header Fields Too Large"})"
    );
    EXPECT_EQ(exchange->request.request_id, "mine");
}

TEST_F(DispatchRoutingTest, SaysWhetherTheDatabaseAnswers) {
    database_.can_read_here = false;
    auto const up = call(http::Method::get, "/up");
    database_.runNext();
    up->runStep();
    EXPECT_EQ(answered(up), R"(200 {"status":"ok","health":"OK"})");
    auto const down = call(http::Method::get, "/up");
    database_.failNext(Error::unavailable("gone"));
    down->runStep();
    EXPECT_EQ(answered(down).substr(0, 3), "503");
}

TEST_F(DispatchRoutingTest, IsNotUpWhileTheDatabaseHasATrouble) {
    database_.known_trouble = "the database server does not accept writes";
    EXPECT_EQ(answered(call(http::Method::get, "/up")).substr(0, 3), "503");
    database_.known_trouble.reset();
    EXPECT_EQ(answered(call(http::Method::get, "/up")).substr(0, 3), "200");
}

TEST_F(DispatchRoutingTest, CountsWhatItAnswered) {
    call(http::Method::get, "/api/me", "cached");
    call(http::Method::get, "/api/me", "cached");
    call(http::Method::get, "/api/me");
    call(http::Method::get, "/api/foo");
    call(http::Method::post, "/api/poly", "cached");
    auto const metrics = call(http::Method::get, "/metrics");
    auto const& text = metrics->answers.at(0).text;
    for (auto const line : {
             R"(antrean_http_requests_total{method="GET",route="/api/me",status="2xx"} 2)",
             R"(antrean_http_requests_total{method="GET",route="/api/me",status="4xx"} 1)",
             R"(antrean_http_requests_total{method="any",route="unmatched",status="4xx"} 1)",
             "antrean_http_request_seconds_count 4",
             "antrean_database_jobs 1",
             "antrean_http_connections 0",
         })
        EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
}

}  // namespace
}  // namespace antrean::server

#include "server/Cors.hpp"

#include <gtest/gtest.h>

#include <map>

namespace antrean::server {
namespace {

http::Request options(std::string path, std::vector<http::Header> headers) {
    http::Request request;
    request.method = http::Method::options;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

TEST(Cors, IsForTheApiAndTheSigningOfSubscriptionsAlone) {
    for (auto const path : {"/", "/up", "/apix", "/storage/faq/a.pdf", "/one-api/tools/wynacom/x"})
        EXPECT_FALSE(isCrossOrigin(path)) << path;
    EXPECT_TRUE(isCrossOrigin("/api"));
    EXPECT_TRUE(isCrossOrigin("/api/nothing"));
    EXPECT_TRUE(isCrossOrigin("/broadcasting/auth"));
}

TEST(Cors, TakesForAPreflightOnlyWhatABrowserSends) {
    http::Header const asked{"Access-Control-Request-Method", "PUT"};
    EXPECT_FALSE(isPreflight(options("/api/poly", {})));
    EXPECT_FALSE(isPreflight(options("/up", {asked})));
    auto other = options("/api/poly", {asked});
    other.method = http::Method::get;
    EXPECT_FALSE(isPreflight(other));
    EXPECT_TRUE(isPreflight(options("/api/poly", {asked})));
}

TEST(Cors, AllowsWhatThePreflightAsksFor) {
    auto const response = preflightAnswer(options(
        "/api/poly/1",
        {{"access-control-request-method", "put"},
         {"access-control-request-headers", "authorization,content-type"}}
    ));
    EXPECT_EQ(response.status, 204);
    std::map<std::string, std::string> headers;
    for (auto const& header : response.headers)
        headers[header.name] = header.value;
    std::map<std::string, std::string> const expected{
        {"Access-Control-Allow-Methods", "PUT"},
        {"Access-Control-Allow-Headers", "authorization,content-type"},
        {"Access-Control-Max-Age", "0"},
        {"Vary", "Access-Control-Request-Method, Access-Control-Request-Headers"},
    };
    EXPECT_EQ(headers, expected);
}

TEST(Cors, NamesNoHeadersWhenNoneWereAskedFor) {
    auto const response =
        preflightAnswer(options("/api/poly", {{"Access-Control-Request-Method", "GET"}}));
    for (auto const& header : response.headers)
        EXPECT_NE(header.name, "Access-Control-Allow-Headers");
}

}  // namespace
}  // namespace antrean::server

#include "server/RequestKey.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace antrean::server {
namespace {

http::Request requestWith(std::string key) {
    http::Request request;
    request.method = http::Method::post;
    request.raw_path = "/api/poly";
    request.raw_body = R"({"name":"Umum"})";
    request.headers = {{"idempotency-KEY", std::move(key)}};
    request.caller.user_id = 7;
    return request;
}

RequestKey keyOf(http::Request const& request) {
    return RequestKey::of(request).value().value();
}

bool isValid(std::string const& key) {
    return RequestKey::of(requestWith(key)).has_value();
}

TEST(RequestKeyTest, HasOneTo128PrintableCharacters) {
    EXPECT_TRUE(isValid("0"));
    EXPECT_TRUE(isValid(R"("8e03978e-40d5-43e8-bc93-6894a57f9324" ~)"));
    EXPECT_TRUE(isValid(std::string(128, 'x')));
    EXPECT_FALSE(isValid(""));
    EXPECT_FALSE(isValid(std::string(129, 'x')));
    EXPECT_FALSE(isValid("a\tb"));
    EXPECT_FALSE(isValid("kunci\xC3\xA9"));
    EXPECT_FALSE(isValid("\x7F"));
    http::Request const without;
    EXPECT_EQ(RequestKey::of(without).value(), std::nullopt);
}

TEST(RequestKeyTest, BelongsToItsUser) {
    auto request = requestWith("k");
    auto const first = keyOf(request);
    EXPECT_EQ(keyOf(request).id(), first.id());
    EXPECT_NE(keyOf(requestWith("l")).id(), first.id());
    request.caller.user_id = 8;
    EXPECT_NE(keyOf(request).id(), first.id());
}

TEST(RequestKeyTest, ComparesMethodPathQueryAndBody) {
    auto const first = keyOf(requestWith("k"));
    std::vector<http::Request> others(5, requestWith("k"));
    others[0].method = http::Method::put;
    others[1].raw_path = "/api/polo";
    others[2].raw_query = "a=1";
    others[3].raw_body = "{}";
    others[4].raw_body = {};
    for (auto const& other : others) {
        EXPECT_EQ(keyOf(other).id(), first.id());
        EXPECT_NE(keyOf(other).requestHash(), first.requestHash());
    }
    EXPECT_EQ(keyOf(requestWith("k")).requestHash(), first.requestHash());
}

TEST(RequestKeyTest, AFormThatIsSentAgainHasAnotherBoundary) {
    auto const form = [](std::string const& boundary) {
        auto request = requestWith("k");
        request.headers.push_back({"Content-Type", "Multipart/form-data; boundary=" + boundary});
        request.raw_body = {};
        request.input = {{"name", "Umum"}};
        request.uploads = {{"file", "a.pdf", "application/pdf", "%PDF"}};
        return request;
    };
    auto const first = keyOf(form("x"));
    EXPECT_EQ(keyOf(form("y")).requestHash(), first.requestHash());
    std::vector<http::Request> others(4, form("x"));
    others[0].input["name"] = "Gigi";
    others[1].uploads[0].content = "%PDF2";
    others[2].uploads[0].file_name = "b.pdf";
    others[3].uploads.clear();
    for (auto const& other : others)
        EXPECT_NE(keyOf(other).requestHash(), first.requestHash());
}

std::string again(http::Response const& response) {
    auto const key = keyOf(requestWith("k"));
    auto const opened = key.open(key.close(response)).value();
    std::string shown = std::to_string(opened.status) + ' ' + serialize(opened.body) + ' ' +
                        opened.content_type + ' ' + opened.text;
    for (auto const& header : opened.headers)
        shown += '|' + header.name + ": " + header.value;
    return shown;
}

TEST(RequestKeyTest, GivesTheSameAnswerAgain) {
    http::Response response;
    response.status = 201;
    response.body = {{"z", 1}, {"a", {1.5, nullptr, "\xF0\x9F\x98\x80", "\xFF"}}};
    response.headers = {{"Location", "/a"}, {"X-A", "1"}};
    EXPECT_EQ(
        again(response),
        "201 {\"z\":1,\"a\":[1.5E0,null,\"\xF0\x9F\x98\x80\",\"\xFF\"]}  |Location: /a|X-A: 1"
    );
    response = {};
    response.text = "plain";
    response.content_type = "text/plain";
    EXPECT_EQ(again(response), "200 null text/plain plain");
    EXPECT_EQ(again({}), "200 null  ");
}

TEST(RequestKeyTest, KeepsOnlyTheHeadOfALongAnswer) {
    http::Response response;
    response.status = 201;
    response.headers = {{"Location", "/a"}};
    response.body = {{"data", std::string(kKeptAnswerBytesMax, 'x')}};
    EXPECT_EQ(
        again(response),
        R"(201 {"status":"success","message":"The request was carried out before. )"
        R"(Its answer was too long to be kept."}  |Location: /a)"
    );
}

TEST(RequestKeyTest, StoresNoAnswerThatCanBeReadWithoutTheKey) {
    auto const key = keyOf(requestWith("k"));
    http::Response response;
    response.text = "secret token";
    auto const stored = key.close(response);
    EXPECT_EQ(stored.find("secret"), std::string::npos);
    EXPECT_EQ(keyOf(requestWith("other")).open(stored), std::nullopt);
    EXPECT_EQ(key.open("v1:00"), std::nullopt);
    // The same password with another key has another hash.
    EXPECT_NE(keyOf(requestWith("other")).requestHash(), key.requestHash());
    // What is stored beside it does not open it.
    EXPECT_EQ(Seal(key.id()).open(stored), std::nullopt);
}

}  // namespace
}  // namespace antrean::server

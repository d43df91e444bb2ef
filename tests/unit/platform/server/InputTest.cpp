#include "server/Input.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace antrean::server {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

std::string input(std::string_view type, std::string_view body, std::string_view query = "") {
    http::Request request;
    auto const read = readInput(type, body, query, request);
    return read ? boost::json::serialize(request.input) : "error: " + read.error().message;
}

TEST(InputTest, TreatsABodyThatIsNotJsonAsEmpty) {
    for (std::string const& body : {
             std::string(),
             std::string("{"),
             std::string("{'a':1}"),
             std::string("{\"a\":1,}"),
             std::string("{\"a\":1} x"),
             std::string("nonsense"),
             std::string("{\"a\":\"\xff\"}"),
             std::string("{\"a\":\"\\ud800\"}"),
             std::string("// c\n{}"),
             std::string("\"text\""),
             std::string("12"),
             std::string("true"),
             std::string("null"),
             std::string("[]"),
             std::string("{\"a\":NaN}"),
             std::string("{\"a\":\"\n\"}"),
             std::string(kJsonDepthMax + 1, '[') + std::string(kJsonDepthMax + 1, ']'),
             std::string(1'000'000, '['),
             "{\"a\":" + std::string(1'000'000, '{'),
         })
        EXPECT_EQ(input(kJson, body), "{}") << body.substr(0, 40);
}

TEST(InputTest, ReadsJson) {
    EXPECT_EQ(
        input(kJson, R"({"a":1,"b":[true,null,{"c":1.5}]})"),
        R"({"a":1,"b":[true,null,{"c":1.5E0}]})"
    );
    EXPECT_EQ(input("application/json; charset=utf-8", R"({"a":1})"), R"({"a":1})");
    EXPECT_EQ(input("Application/JSON", R"({"a":1})"), R"({"a":1})");
    EXPECT_EQ(input("application/vnd.api+json", R"({"a":1})"), R"({"a":1})");
    EXPECT_EQ(input(kJson, R"({"a":1,"b":2,"a":3})"), R"({"a":3,"b":2})") << "the last one wins";
    EXPECT_EQ(input(kJson, R"([5,"x"])"), R"({"0":5,"1":"x"})");
    EXPECT_EQ(input(kJson, R"({"a":9223372036854775808})"), R"({"a":9.223372036854776E18})");
    EXPECT_EQ(input(kJson, R"({"a":99999999999999999999})"), R"({"a":1E20})");
}

TEST(InputTest, CleansStringsOfJson) {
    EXPECT_EQ(
        input(kJson, R"({"a":" x ","b":"","c":"\u200b","d":[" ",{"e":"\u3000y "}]})"),
        R"({"a":"x","b":null,"c":null,"d":[null,{"e":"y"}]})"
    );
    EXPECT_EQ(
        input(kJson, R"({"password":" x ","current_password":" ","x":{"password":" x "}})"),
        R"({"password":" x ","current_password":" ","x":{"password":"x"}})"
    );
    EXPECT_EQ(input(kJson, R"({"password":"","a":"x\u0000y"})"), R"({"password":null,"a":"xy"})");
}

TEST(InputTest, ReadsOnlyKnownTypes) {
    EXPECT_EQ(input(kForm, "a=1&b[]=2"), R"({"a":"1","b":["2"]})");
    EXPECT_EQ(input("application/x-www-form-urlencoded; charset=UTF-8", "a=1"), R"({"a":"1"})");
    EXPECT_EQ(input("", "a=1"), "{}");
    EXPECT_EQ(input("text/plain", R"({"a":1})"), "{}");
    EXPECT_EQ(input("multipart/form-data", "x"), "{}");
}

TEST(InputTest, MergesTheQueryUnderTheBody) {
    EXPECT_EQ(input(kJson, "", "a=1&b=2"), R"({"a":"1","b":"2"})");
    EXPECT_EQ(input(kJson, R"({"a":null,"c":3})", "a=1&b=2"), R"({"a":null,"c":3,"b":"2"})");
    EXPECT_EQ(input(kForm, "a[]=9", "a[]=1&a[]=2"), R"({"a":["9"]})");
    EXPECT_EQ(input("", "", "poly_id=1&date=2026-01-05"), R"({"poly_id":"1","date":"2026-01-05"})");
}

TEST(InputTest, RefusesTooManyFields) {
    std::string many;
    for (int index = 0; index < 1001; ++index)
        many += "a=1&";
    EXPECT_EQ(input(kForm, many), "error: Too many input fields.");
    EXPECT_EQ(input("", "", many), "error: Too many input fields.");
    EXPECT_EQ(input(kJson, R"({"a":1})", many), "error: Too many input fields.");
}

std::string listOf(std::size_t size, std::string const& element) {
    std::string list = "[";
    for (std::size_t index = 0; index < size; ++index)
        list += (index == 0 ? "" : ",") + element;
    return list + "]";
}

TEST(InputTest, RefusesTooManyValuesOfJson) {
    auto const refused = "error: Too many input fields.";
    auto const inField = [](std::string const& list) { return R"({"a":)" + list + "}"; };
    EXPECT_EQ(input(kJson, inField(listOf(kJsonValuesMax, "0"))), refused);
    EXPECT_EQ(input(kJson, inField(listOf(kJsonValuesMax / 2, "{}"))), refused);
    EXPECT_EQ(input(kJson, inField(listOf(kJsonValuesMax / 2, R"({"":0})"))), refused);
    EXPECT_EQ(input(kJson, inField(listOf(kJsonValuesMax, "[]"))), refused);
    EXPECT_NE(input(kJson, inField(listOf(kJsonValuesMax - 3, "0"))), refused);
}

std::string objectOf(std::size_t size) {
    std::string object = "{";
    for (std::size_t index = 0; index < size; ++index)
        object += (index == 0 ? "\"" : ",\"") + std::to_string(index) + "\":0";
    return object + "}";
}

TEST(InputTest, RefusesAnObjectOfTooManyMembersOnAnyLevel) {
    auto const refused = "error: Too many input fields.";
    auto const most = objectOf(kJsonMembersMax);
    auto const more = objectOf(kJsonMembersMax + 1);
    EXPECT_EQ(input(kJson, more), refused);
    EXPECT_EQ(input(kJson, R"({"a":[[1,)" + more + "]]}"), refused);
    EXPECT_EQ(input(kJson, R"({"a":[)" + most + "," + more + "]}"), refused);
    EXPECT_EQ(input(kJson, R"({"a":{"b":)" + more), refused) << "malformed behind it";
    EXPECT_NE(input(kJson, most), refused);
    EXPECT_NE(input(kJson, R"({"a":[)" + most + "," + most + "]}"), refused);
}

TEST(InputTest, RefusesAListOfTooManyFields) {
    EXPECT_EQ(input(kJson, listOf(kJsonMembersMax + 1, "0")), "error: Too many input fields.");
    EXPECT_NE(input(kJson, listOf(kJsonMembersMax, "0")), "error: Too many input fields.");
}

TEST(InputTest, DoesNotCountWhatIsInATextAsValues) {
    std::string const text(2 * kJsonValuesMax, ',');
    EXPECT_EQ(input(kJson, R"({"a":"\\\"[{)" + text + "\"}"), R"({"a":"\\\"[{)" + text + "\"}");
}

TEST(InputTest, KnowsHowMuchMemoryAnInputNeeds) {
    EXPECT_EQ(inputBytesMax(kForm, "a=1"), 3U);
    EXPECT_LT(inputBytesMax(kJson, R"({"a":"b"})"), 1'000U);
    EXPECT_GT(inputBytesMax(kJson, listOf(1'000, "0")), 1'000U * sizeof(boost::json::value));
    EXPECT_GT(inputBytesMax(kJson, listOf(1'000, R"({"":0})")), 2'000U * 68);
    EXPECT_LT(inputBytesMax(kJson, std::string(8'000'000, ',')), 40'000'000U) << "it is refused";
    EXPECT_LT(inputBytesMax(kJson, std::string(8'000'000, '[')), 8'100'000U) << "not read on";
}

TEST(InputTest, DecodesPaths) {
    for (std::string const& broken :
         {std::string("/a%"),
          std::string("/a%4"),
          std::string("/a%zz"),
          std::string("/%-1"),
          std::string("/a%00b"),
          std::string("/a\0b", 4),
          std::string("/%ff"),
          std::string("/\xc3\x28"),
          std::string("/%4 1")})
        EXPECT_FALSE(decodedPath(broken)) << broken;
    EXPECT_EQ(decodedPath("/"), "/");
    EXPECT_EQ(decodedPath(""), "/");
    EXPECT_EQ(decodedPath("//"), "/");
    EXPECT_EQ(decodedPath("/api/queue"), "/api/queue");
    EXPECT_EQ(decodedPath("/api/queue/"), "/api/queue");
    EXPECT_EQ(decodedPath("//api/queue//"), "/api/queue");
    EXPECT_EQ(decodedPath("/api/qu%65ue"), "/api/queue");
    EXPECT_EQ(decodedPath("/a+b%20%C3%A9"), "/a+b é");
    EXPECT_EQ(decodedPath("/a%41"), "/aA");
    EXPECT_EQ(decodedPath("*"), "/*");
}

TEST(InputTest, OverridesThePostMethodOnly) {
    struct Case {
        http::Method sent;
        char const* header;
        char const* field;
        http::Method meant;
    };
    for (Case const& each : {
             Case{http::Method::post, "", "PUT", http::Method::put},
             {http::Method::post, "", "patch", http::Method::patch},
             {http::Method::post, "Delete", "", http::Method::del},
             {http::Method::post, "PATCH", "PUT", http::Method::patch},
             {http::Method::post, "", "GET", http::Method::post},
             {http::Method::post, "HEAD", "", http::Method::post},
             {http::Method::post, "", "PUTS", http::Method::post},
             {http::Method::post, "", "", http::Method::post},
             {http::Method::get, "PUT", "PUT", http::Method::get},
             {http::Method::put, "DELETE", "DELETE", http::Method::put},
         }) {
        http::Request request;
        request.method = each.sent;
        request.headers.push_back({"x-http-method-override", each.header});
        auto const json = R"({"_method":")" + std::string(each.field) + "\"}";
        auto const form = "%5Fmethod=" + std::string(each.field);
        EXPECT_EQ(methodOverride(request, kJson, json), each.meant)
            << each.header << "/" << each.field;
        EXPECT_EQ(methodOverride(request, kForm, form), each.meant)
            << each.header << "/" << each.field;
        request.raw_query = form;
        EXPECT_EQ(methodOverride(request, kJson, ""), each.meant)
            << each.header << "/" << each.field;
    }
    http::Request request;
    request.method = http::Method::post;
    EXPECT_EQ(methodOverride(request, kJson, R"({"_method":["PUT"]})"), http::Method::post);
    request.raw_query = "_method=PUT";
    EXPECT_EQ(methodOverride(request, kJson, R"({"_method":"PATCH"})"), http::Method::patch);
    EXPECT_EQ(methodOverride(request, kJson, R"({"a":"the method"})"), http::Method::put);
}

}  // namespace
}  // namespace antrean::server

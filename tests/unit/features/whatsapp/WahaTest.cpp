#include "whatsapp/WahaJson.hpp"
#include "whatsapp/WahaUrl.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

namespace antrean::whatsapp {

TEST(WahaUrlTest, IsTheServerOfAnyAddress) {
    for (auto const* url : {
             "https://waha.example.com",
             "https://waha.example.com/",
             "https://waha.example.com/api/send",
             "https://waha.example.com/api/sendText?session=default#top",
             "https://admin:rahasia@waha.example.com/api/send",
             "HTTPS://waha.example.com/x",
         })
        EXPECT_EQ(wahaBase(url), "https://waha.example.com") << url;
    EXPECT_EQ(wahaBase("http://10.0.0.7:3000/api/send"), "http://10.0.0.7:3000");
    EXPECT_EQ(wahaBase("http://[::1]:3000/api"), "http://[::1]:3000");
}

TEST(WahaUrlTest, RefusesOtherSchemesAndNoHost) {
    for (auto const* url : {"", "waha", "ftp://waha/api", "http:///api", "file:///etc/passwd"})
        EXPECT_EQ(wahaBase(url), std::nullopt) << url;
}

TEST(WahaJsonTest, FindsTheMessageIdOfEveryEngine) {
    EXPECT_EQ(messageIdOf(parsed(R"({"id":"true_62_AB"})")), "true_62_AB");
    EXPECT_EQ(
        messageIdOf(parsed(R"({"id":{"fromMe":true,"_serialized":"true_62_AC"}})")), "true_62_AC"
    );
    EXPECT_EQ(messageIdOf(parsed(R"({"key":{"id":"3EB0"},"status":"PENDING"})")), "3EB0");
    EXPECT_EQ(
        messageIdOf(parsed(R"({"_data":{"id":{"_serialized":"true_62_AD"}}})")), "true_62_AD"
    );
    EXPECT_EQ(messageIdOf(parsed(R"({"id":"first","key":{"id":"second"}})")), "first");
}

TEST(WahaJsonTest, TheShortIdIsTheSameInEveryForm) {
    for (auto const* id :
         {"3EB0",
          "true_6281234567890@c.us_3EB0",
          "true_123@lid_3EB0",
          "false_62@c.us_3EB0",
          "true_120363@g.us_3EB0_6281234567890@c.us"})
        EXPECT_EQ(shortIdOf(id), "3EB0") << id;
    EXPECT_EQ(shortIdOf("true_3EB0"), "true_3EB0");
    EXPECT_EQ(shortIdOf(""), "");
}

TEST(WahaJsonTest, AMessageMayHaveNoId) {
    for (auto const* answer :
         {"",
          "{}",
          "[]",
          "null",
          "7",
          R"({"id":7})",
          R"({"id":""})",
          R"({"key":[]})",
          R"({"_data":{"id":null}})",
          "{\"id\":"})
        EXPECT_EQ(messageIdOf(parsed(answer)), std::nullopt) << answer;
}

TEST(WahaJsonTest, SaysWhyItWasRefused) {
    EXPECT_EQ(
        reasonOf(401, parsed(R"({"message":"Unauthorized","statusCode":401})")),
        "HTTP 401: Unauthorized"
    );
    EXPECT_EQ(
        reasonOf(400, parsed(R"({"message":["chatId must be a string","x"]})")),
        "HTTP 400: chatId must be a string"
    );
    EXPECT_EQ(
        reasonOf(
            500, parsed(R"({"statusCode":500,"exception":{"message":"server returned error 463"}})")
        ),
        "HTTP 500: server returned error 463"
    );
    EXPECT_EQ(
        reasonOf(422, parsed(R"({"error":"Session status is not as expected","status":"FAILED"})")),
        "HTTP 422: Session status is not as expected"
    );
    EXPECT_EQ(reasonOf(502, parsed("<html>")), "HTTP 502");
    EXPECT_EQ(reasonOf(400, parsed("{\"message\":\"a\\nb\"}")), "HTTP 400: a b");
    EXPECT_EQ(reasonOf(400, parsed("{\"message\":\"" + std::string(300, 'x') + "\"}")).size(), 200);
}

}  // namespace antrean::whatsapp

#include "delivery/SecretUrl.hpp"

#include <gtest/gtest.h>

namespace antrean::delivery {

TEST(SecretUrl, HidesUsersAndPasswords) {
    EXPECT_EQ(withoutCredentials("https://siti:rahasia@n8n:5678/a"), "https://***@n8n:5678/a");
    EXPECT_EQ(withoutCredentials("https://token@n8n/a"), "https://***@n8n/a");
    EXPECT_EQ(withoutCredentials("https://a:b@c@n8n"), "https://***@n8n");
}

TEST(SecretUrl, HidesValuesOfTheQueryThatAreSecret) {
    EXPECT_EQ(
        withoutCredentials("http://n8n/a?poly=1&API_Key=x&token=&access_token=y=z#secret=1"),
        "http://n8n/a?poly=1&API_Key=***&token=***&access_token=***#secret=***"
    );
    EXPECT_EQ(withoutCredentials("http://n8n?x=a8f5f167f44f4964e6c998de"), "http://n8n?x=***");
}

TEST(SecretUrl, HidesTokensOfThePath) {
    EXPECT_EQ(
        withoutCredentials("http://n8n/webhook/a2158f48-4a2b-4f0e-9d7f-1c2d3e4f5a6b"),
        "http://n8n/webhook/***"
    );
    EXPECT_EQ(
        withoutCredentials("http://n8n/x/webhook-test/a/b"), "http://n8n/x/webhook-test/***/***"
    );
    EXPECT_EQ(withoutCredentials("http://h/a8f5f167f44f4964e6c998de/"), "http://h/***/");
}

TEST(SecretUrl, ShowsAllElse) {
    for (auto const* text :
         {"",
          "Asia/Jakarta",
          "bukan url",
          "http://waha.klinik.example:3000/api/send",
          "https://n8n.example/antrian-poli-umum-dan-gigi?poly=12"})
        EXPECT_EQ(withoutCredentials(text), text);
}

TEST(SecretUrl, KnowsNamesOfSecrets) {
    for (auto const* name : {"api_key", "X-Token", "PASSWORD", "client_secret"})
        EXPECT_TRUE(namesSecret(name)) << name;
    for (auto const* name : {"clinic_timezone", "n8n_webhook_url", ""})
        EXPECT_FALSE(namesSecret(name)) << name;
}

}  // namespace antrean::delivery

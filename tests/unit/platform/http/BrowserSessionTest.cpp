#include "http/BrowserSession.hpp"

#include <gtest/gtest.h>

namespace antrean::http {
namespace {

std::string tokenOf(std::string_view cookies, bool is_secure = false) {
    Request request;
    request.is_secure = is_secure;
    request.headers.push_back({"Cookie", std::string(cookies)});
    return std::string(browserToken(request));
}

TEST(BrowserToken, IsFoundAmongOtherCookies) {
    EXPECT_EQ(tokenOf("antrean_session=17|secret"), "17|secret");
    EXPECT_EQ(tokenOf("a=b; antrean_session=17|secret;c=d"), "17|secret");
    EXPECT_EQ(tokenOf(" ;;  antrean_session=1|x=="), "1|x==");
    EXPECT_EQ(tokenOf("antrean_session=1|first; antrean_session=2|second"), "1|first");
}

TEST(BrowserToken, IsEmptyWithoutThatCookie) {
    for (std::string_view const cookies :
         {"",
          ";",
          "antrean_session",
          "antrean_session=",
          "antrean_sessions=1|x",
          "xantrean_session=1|x",
          "Antrean_Session=1|x",
          "a=antrean_session=1|x"})
        EXPECT_EQ(tokenOf(cookies), "") << cookies;
}

// A neighbour in the domain can set the first, but not the second.
TEST(BrowserToken, OverTlsIsThatOfThisHostAlone) {
    EXPECT_EQ(tokenOf("antrean_session=1|theirs", true), "");
    EXPECT_EQ(tokenOf("antrean_session=1|theirs; __Host-antrean_session=2|ours", true), "2|ours");
    EXPECT_EQ(tokenOf("__Host-antrean_session=2|ours"), "");
    EXPECT_EQ(tokenOf("antrean_kiosk=kiosk-x; __Host-antrean_session=2|ours", true), "kiosk-x");
}

TEST(BrowserToken, IsSetForThisSiteAlone) {
    Request request;
    EXPECT_EQ(
        setBrowserToken(request, "17|secret").value,
        "antrean_session=17|secret; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict"
    );
    request.is_secure = true;
    EXPECT_EQ(
        setBrowserToken(request, "17|secret").value,
        "__Host-antrean_session=17|secret; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict; "
        "Secure"
    );
    EXPECT_EQ(
        clearBrowserToken(request).value,
        "__Host-antrean_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"
    );
    // The prefix demands the path "/".
    request.base_path = "/antrean";
    EXPECT_EQ(
        clearBrowserToken(request).value,
        "antrean_session=; Path=/antrean/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"
    );
}

bool isFromOtherSite(std::vector<Header> headers) {
    Request request;
    request.base_url = "https://klinik.example/antrean";
    request.headers = std::move(headers);
    request.headers.push_back({"Host", "10.0.0.5:8000"});
    return isFromOtherSite(request);
}

TEST(OtherSite, IsEveryOriginButOurs) {
    for (auto const* origin :
         {"https://evil.example",
          "http://klinik.example",
          "https://klinik.example.evil.example",
          "https://klinik.example:444",
          "https://10.0.0.5",
          "null",
          "10.0.0.5:8000",
          "://"})
        EXPECT_TRUE(isFromOtherSite({{"Origin", origin}})) << origin;
    for (auto const* origin :
         {"https://klinik.example", "HTTPS://Klinik.Example", "http://10.0.0.5:8000"})
        EXPECT_FALSE(isFromOtherSite({{"Origin", origin}})) << origin;
}

TEST(OtherSite, IsWhatTheBrowserSaysWhateverTheOrigin) {
    EXPECT_FALSE(isFromOtherSite({}));
    // A form of a page with the policy no-referrer.
    EXPECT_FALSE(isFromOtherSite({{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}));
    EXPECT_TRUE(
        isFromOtherSite({{"Origin", "https://klinik.example"}, {"Sec-Fetch-Site", "cross-site"}})
    );
    for (auto const* site : {"same-origin", "none"})
        EXPECT_FALSE(isFromOtherSite({{"Sec-Fetch-Site", site}})) << site;
    for (auto const* site : {"cross-site", "same-site", "new-kind"})
        EXPECT_TRUE(isFromOtherSite({{"Sec-Fetch-Site", site}})) << site;
}

}  // namespace
}  // namespace antrean::http

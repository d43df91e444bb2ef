#include "validation/Url.hpp"

#include <gtest/gtest.h>

namespace antrean::validation {
namespace {

TEST(UrlTest, RefusesWhatIsNoUrl) {
    for (auto const* text : {
             "",
             "example.com",
             "//example.com",
             "http:",
             "http://",
             "http:///a",
             "http:example.com",
             "javascript:alert(1)",
             "javascript://x/%0aalert(1)",
             "nonsense://example.com",
             "http://a b.com",
             "http://exa mple.com",
             "http://example.com/a b",
             "http://-",
             "http://.",
             "http://a..b",
             "http://.example.com",
             "http://example-",
             "http://example.com:",
             "http://example.com:port",
             "http://[::1",
             "http://[nonsense]",
             "http://u:@h.com",
             "http://@h.com",
             "http://example.com/%zz",
             "http://example.com/<a>",
             "http://example.com/?a=\"",
             "http://example.com#a#b",
             "http://example.com/\x01",
             "http://example.com\n",
             "http://\xff.com",
             "http://ex%41mple.com",
         })
        EXPECT_FALSE(isUrl(text)) << text;
}

TEST(UrlTest, AcceptsUrlsInUse) {
    for (auto const* text : {
             "http://localhost",
             "http://localhost:3000",
             "http://waha:3000/api",
             "https://example.com",
             "HTTPS://EXAMPLE.COM",
             "https://example.com/",
             "https://example.com.",
             "https://a.b.c.example.co.id/p/a/t/h?x=1&y[]=2#part",
             "http://127.0.0.1:8000/api",
             "http://[::1]:8000/x",
             "http://user:pass@example.com",
             "http://us%20er@example.com",
             "https://my_host.internal/a(b)c;d=e,f",
             "ws://host/app",
             "wss://host:443/app/key?protocol=7",
             "ftp://files.example.com/a.txt",
             "https://例え.jp/パス",
             "https://example.com?x=1",
             "https://example.com#top",
         })
        EXPECT_TRUE(isUrl(text)) << text;
}

}  // namespace
}  // namespace antrean::validation

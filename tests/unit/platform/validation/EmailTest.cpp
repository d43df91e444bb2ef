#include "validation/Email.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::validation {
namespace {

using std::string_literals::operator""s;

TEST(EmailTest, RefusesATextThatIsNotAnAddress) {
    for (auto const& text : {
             ""s,          "@"s,        "ab"s,           "@c"s,           "a@"s,       "a@b@c"s,
             ".a@b"s,      "a.@b"s,     "a..b@c"s,       "a@.b"s,         "a@b."s,     "a@b..c"s,
             "a@b.c."s,    "a@-b"s,     "a@b-"s,         "a@b-.c"s,       "a@b.-c"s,   "a@b_c"s,
             "a@b c"s,     "a b@c"s,    " a@b"s,         "a@b "s,         "a @b"s,     "a@ b"s,
             "a@b\n"s,     "a\r\n@b"s,  "\"a\nb\"@c"s,   "a,b@c"s,        "a;b@c"s,    "a:b@c"s,
             "a<b@c"s,     "a>b@c"s,    "a[b@c"s,        "a]b@c"s,        "a\\b@c"s,   "a(b@c"s,
             "a)b@c"s,     "a(b@c)@d"s, "<a@b>"s,        "a@b,c"s,        "a@b/c"s,    "a@b!c"s,
             "a@b+c"s,     "a@b%c"s,    "a@b(c)"s,       "\"a@c"s,        "\"a\"b@c"s, "a\"b\"@c"s,
             "\"a\".b@c"s, "\"\\\"@b"s, "a@[127.0.0.1"s, "a@127.0.0.1]"s, "a@[]"s,     "a@[1\\2]"s,
             "()@b"s,
         })
        EXPECT_FALSE(isEmail(text)) << text;
}

TEST(EmailTest, RefusesControlsBrokenTextAndPictures) {
    for (auto const& text : {
             "a\x7f@b"s,
             "a\0@b"s,
             "a@b\0"s,
             "a\xff@b"s,
             "a@\xc3"s,
             "a@\u200bb"s,
             "a@\U0001F600.com"s,
         })
        EXPECT_FALSE(isEmail(text)) << text;
}

TEST(EmailTest, LimitsLabelsAndTheDomain) {
    std::string const label(63, 'b');
    EXPECT_TRUE(isEmail("a@" + label + "." + label + "." + label + "." + std::string(61, 'b')));
    EXPECT_FALSE(isEmail("a@" + label + "." + label + "." + label + "." + std::string(62, 'b')));
    EXPECT_TRUE(isEmail("a@" + label));
    EXPECT_FALSE(isEmail("a@b" + label));
    EXPECT_FALSE(isEmail("a@b" + label + ".c"));
}

TEST(EmailTest, AcceptsAddressesOfEveryForm) {
    for (auto const& text : {
             "a@b"s,
             "user@localhost"s,
             "a@1.2"s,
             "é@c.com"s,
             "a@é.com"s,
             "日本@b"s,
             "a@日本.jp"s,
             "\"a b\"@c.com"s,
             "\"a@b\"@c"s,
             "\"a\\\"b\"@c"s,
             "a.\"b\"@c"s,
             "a@[127.0.0.1]"s,
             "a@[IPv6:::1]"s,
             "a(comment)@c.com"s,
             "a(b(c)d)e@f"s,
             "-a@b"s,
             "a@b--c"s,
             "a@b.c1"s,
             "!#$%&'*+/=?^_`{|}~-@c.com"s,
             std::string(65, 'a') + "@b.com",
             "a@" + std::string(63, 'b'),
             "saipan@gmail.com"s,
         })
        EXPECT_TRUE(isEmail(text)) << text;
}

}  // namespace
}  // namespace antrean::validation

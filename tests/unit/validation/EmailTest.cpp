#include "validation/Email.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::validation {
namespace {

TEST(EmailTest, RefusesWhatIsNoAddress) {
    for (std::string const& text : {
             std::string(),
             std::string("@"),
             std::string("ab"),
             std::string("@c"),
             std::string("a@"),
             std::string("a@b@c"),
             std::string(".a@b"),
             std::string("a.@b"),
             std::string("a..b@c"),
             std::string("a@.b"),
             std::string("a@b."),
             std::string("a@b..c"),
             std::string("a@b.c."),
             std::string("a@-b"),
             std::string("a@b-"),
             std::string("a@b-.c"),
             std::string("a@b.-c"),
             std::string("a@b_c"),
             std::string("a@b c"),
             std::string("a b@c"),
             std::string(" a@b"),
             std::string("a@b "),
             std::string("a @b"),
             std::string("a@ b"),
             std::string("a@b\n"),
             std::string("a\r\n@b"),
             std::string("\"a\nb\"@c"),
             std::string("a,b@c"),
             std::string("a;b@c"),
             std::string("a:b@c"),
             std::string("a<b@c"),
             std::string("a>b@c"),
             std::string("a[b@c"),
             std::string("a]b@c"),
             std::string("a\\b@c"),
             std::string("a(b@c"),
             std::string("a)b@c"),
             std::string("a(b@c)@d"),
             std::string("<a@b>"),
             std::string("a@b,c"),
             std::string("a@b/c"),
             std::string("a@b!c"),
             std::string("a@b+c"),
             std::string("a@b%c"),
             std::string("a@b(c)"),
             std::string("\"a@c"),
             std::string("\"a\"b@c"),
             std::string("a\"b\"@c"),
             std::string("\"a\".b@c"),
             std::string("\"\\\"@b"),
             std::string("a@[127.0.0.1"),
             std::string("a@127.0.0.1]"),
             std::string("a@[]"),
             std::string("a@[1\\2]"),
             std::string("()@b"),
             std::string("a\x7f@b"),
             std::string("a\0@b", 4),
             std::string("a@b\0", 4),
             std::string("a\xff@b"),
             std::string("a@\xc3"),
             std::string("a@\u200bb"),
             std::string("a@\U0001F600.com"),
             "a@" + std::string(64, 'b'),
             "a@" + std::string(64, 'b') + ".c",
             "a@" + std::string(63, 'b') + "." + std::string(63, 'b') + "." + std::string(63, 'b') +
                 "." + std::string(62, 'b'),
         })
        EXPECT_FALSE(isEmail(text)) << text;
}

TEST(EmailTest, AcceptsAddressesOfEveryForm) {
    for (std::string const& text : {
             std::string("a@b"),
             std::string("user@localhost"),
             std::string("a@1.2"),
             std::string("é@c.com"),
             std::string("a@é.com"),
             std::string("日本@b"),
             std::string("a@日本.jp"),
             std::string("\"a b\"@c.com"),
             std::string("\"a@b\"@c"),
             std::string("\"a\\\"b\"@c"),
             std::string("a.\"b\"@c"),
             std::string("a@[127.0.0.1]"),
             std::string("a@[IPv6:::1]"),
             std::string("a(comment)@c.com"),
             std::string("a(b(c)d)e@f"),
             std::string("-a@b"),
             std::string("a@b--c"),
             std::string("a@b.c1"),
             std::string("!#$%&'*+/=?^_`{|}~-@c.com"),
             std::string(65, 'a') + "@b.com",
             "a@" + std::string(63, 'b'),
             std::string("saipan@gmail.com"),
         })
        EXPECT_TRUE(isEmail(text)) << text;
}

}  // namespace
}  // namespace antrean::validation

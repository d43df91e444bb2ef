#include "http/Authenticator.hpp"
#include "server/RequestId.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace antrean::server {
namespace {

TEST(RequestId, DoesNotRepeatWhatIsNotSane) {
    for (auto const& asked :
         {std::string(),
          std::string("a b"),
          std::string("a\nb"),
          std::string("a/b"),
          std::string("<script>"),
          std::string(65, 'a'),
          std::string("\xc3\xa9"),
          std::string("a\0b", 3)}) {
        auto const id = requestId(asked);
        EXPECT_NE(id, asked);
        EXPECT_EQ(id.size(), 16U);
    }
}

TEST(RequestId, KeepsTheClientsOwn) {
    EXPECT_EQ(requestId("Trace_1.2-3"), "Trace_1.2-3");
    EXPECT_EQ(requestId(std::string(64, 'z')), std::string(64, 'z'));
}

TEST(RequestId, IsNeverGivenTwice) {
    std::set<std::string> seen;
    for (int count = 0; count < 10'000; ++count)
        EXPECT_TRUE(seen.insert(requestId({})).second);
}

struct BearerCase {
    std::string_view header;
    std::string_view token;
};

TEST(BearerToken, IsReadAsTheContractReadsIt) {
    for (auto const& [header, token] : {
             BearerCase{"", ""},
             BearerCase{"Basic abc", ""},
             BearerCase{"Bearer", ""},
             BearerCase{"Bearer ", ""},
             BearerCase{"Token abc", ""},
             BearerCase{"Bearer 1|abc", "1|abc"},
             BearerCase{"bearer 1|abc", "1|abc"},
             BearerCase{"BEARER 1|abc", "1|abc"},
             BearerCase{"Bearer 1|abc, Basic x", "1|abc"},
             BearerCase{"Bearer old Bearer 2|new", "2|new"},
             BearerCase{"Basic x Bearer 3|y", "3|y"},
         })
        EXPECT_EQ(http::bearerToken(header), token) << header;
}

}  // namespace
}  // namespace antrean::server

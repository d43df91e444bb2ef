#include "server/ForwardedClient.hpp"
#include "server/Origin.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace antrean::server {
namespace {

using enum ClientHeader;

struct ClientCase {
    std::string name;
    ClientHeader header;
    std::vector<http::Header> headers;
    std::string client;  // behind 10.0.0.9, of the trusted network 10.0.0.0/8
};
std::ostream& operator<<(std::ostream& out, ClientCase const& c) {
    return out << c.name;
}

std::vector<ClientCase> const kCases{
    {"AnUnreadableEntry", x_forwarded_for, {{"X-Forwarded-For", "1.2.3.4, x"}}, "unknown"},
    {"AnUnknownClient", x_forwarded_for, {{"X-Forwarded-For", "unknown"}}, "unknown"},
    {"AnEmptyList", x_forwarded_for, {{"X-Forwarded-For", ""}}, "unknown"},
    {"ABadPort", x_forwarded_for, {{"X-Forwarded-For", "1.2.3.4:port"}}, "unknown"},
    {"ABracketThatIsNotClosed", x_forwarded_for, {{"X-Forwarded-For", "[::1"}}, "unknown"},
    {"TextBehindTheBracket", x_forwarded_for, {{"X-Forwarded-For", "[::1]x"}}, "unknown"},
    {"AnUnreadableEntryOfATrustedProxy",
     x_forwarded_for,
     {{"X-Forwarded-For", "1.2.3.4, -, 10.0.0.7"}},
     "unknown"},
    {"TheClientsOwnLineFirst",
     x_forwarded_for,
     {{"X-Forwarded-For", "192.168.1.1"}, {"Host", "k"}, {"x-forwarded-for", "8.8.8.8"}},
     "8.8.8.8"},
    {"AnotherHeaderOnly", x_forwarded_for, {{"Forwarded", "for=1.2.3.4"}}, "unknown"},
    {"AProxyThatNamesNoClient", x_forwarded_for, {{"X-Forwarded-Proto", "https"}}, "unknown"},
    {"NoHeaderOfAProxy", x_forwarded_for, {{"Host", "k"}}, "10.0.0.9"},
    {"Plain", x_forwarded_for, {{"X-Forwarded-For", "1.2.3.4"}}, "1.2.3.4"},
    {"WithAPort", x_forwarded_for, {{"X-Forwarded-For", "1.2.3.4:5678"}}, "1.2.3.4"},
    {"Ipv6", x_forwarded_for, {{"X-Forwarded-For", "2001:DB8:0::1"}}, "2001:db8::1"},
    {"Ipv6InBrackets", x_forwarded_for, {{"X-Forwarded-For", "[2001:db8::1]"}}, "2001:db8::1"},
    {"Ipv6WithAPort", x_forwarded_for, {{"X-Forwarded-For", "[2001:db8::1]:9"}}, "2001:db8::1"},
    {"AMappedAddress", x_forwarded_for, {{"X-Forwarded-For", "::ffff:1.2.3.4"}}, "1.2.3.4"},
    {"OnlyTrustedProxies",
     x_forwarded_for,
     {{"X-Forwarded-For", "10.0.0.5"}, {"X-Forwarded-For", "10.0.0.7"}},
     "10.0.0.5"},
    {"AnotherHeaderIsIgnored",
     forwarded,
     {{"X-Forwarded-For", "192.168.1.1"}, {"Forwarded", "for=8.8.8.8"}},
     "8.8.8.8"},
    {"ForwardedInQuotes",
     forwarded,
     {{"Forwarded", "for=9.9.9.9"}, {"Forwarded", "by=x;For=\"[2001:db8::1]:47\";proto=http"}},
     "2001:db8::1"},
    {"ForwardedOfAHiddenClient", forwarded, {{"Forwarded", "for=_hidden"}}, "unknown"},
    {"ForwardedWithoutFor", forwarded, {{"Forwarded", "proto=https"}}, "unknown"},
    {"ForwardedWithACommaInQuotes",
     forwarded,
     {{"Forwarded", "for=\"1.2.3.4, for=192.168.1.1\""}},
     "unknown"},
    {"RealIp", x_real_ip, {{"X-Real-IP", "8.8.8.8"}, {"X-Forwarded-For", "1.1.1.1"}}, "8.8.8.8"},
};

Origin originOf(ClientCase const& c, char const* trusted) {
    OriginSettings settings;
    settings.trusted_proxies = *http::NetworkList::parse(trusted);
    settings.client_header = c.header;
    return origin(settings, {"10.0.0.9", "127.0.0.1:8000", false}, c.headers);
}

class ForwardedClient : public testing::TestWithParam<ClientCase> {};

TEST_P(ForwardedClient, IsTheLastAddressThatTheProxiesVouchFor) {
    auto const result = originOf(GetParam(), "10.0.0.0/8");
    EXPECT_EQ(result.client_address, GetParam().client);
    EXPECT_FALSE(result.is_client_doubtful);
}

TEST_P(ForwardedClient, IsThePeerAndDoubtfulWhereThatIsNoTrustedProxy) {
    for (auto const* trusted : {"", "10.0.0.8"}) {
        auto const result = originOf(GetParam(), trusted);
        EXPECT_EQ(result.client_address, "10.0.0.9");
        EXPECT_EQ(result.is_client_doubtful, GetParam().name != "NoHeaderOfAProxy");
    }
}

constexpr auto kByName = [](auto const& test) { return test.param.name; };

INSTANTIATE_TEST_SUITE_P(Headers, ForwardedClient, testing::ValuesIn(kCases), kByName);

}  // namespace
}  // namespace antrean::server

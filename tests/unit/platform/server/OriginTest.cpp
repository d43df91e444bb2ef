#include "server/Origin.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace antrean::server {
namespace {

struct OriginCase {
    std::string name;
    std::string trusted;
    bool is_tls;
    std::vector<http::Header> headers;
    std::string base_url;
    std::string client_address;
};
std::ostream& operator<<(std::ostream& out, OriginCase const& c) {
    return out << c.name;
}

constexpr auto kListen = "http://127.0.0.1:8000";

std::vector<OriginCase> const kCases{
    {"NoHostAtAll", "", false, {}, kListen, "10.0.0.9"},
    {"EmptyHost", "", false, {{"Host", ""}}, kListen, "10.0.0.9"},
    {"HostWithASlash", "", false, {{"Host", "evil/x"}}, kListen, "10.0.0.9"},
    {"HostWithUser", "", false, {{"Host", "a@b"}}, kListen, "10.0.0.9"},
    {"HostWithQuote", "", false, {{"Host", "a\"b"}}, kListen, "10.0.0.9"},
    {"HostWithBadPort", "", false, {{"Host", "klinik:0"}}, kListen, "10.0.0.9"},
    {"HostWithHugePort", "", false, {{"Host", "klinik:65536"}}, kListen, "10.0.0.9"},
    {"HostOfTwoPorts", "", false, {{"Host", "klinik:1:2"}}, kListen, "10.0.0.9"},
    {"HostWithBrokenIpv6", "", false, {{"Host", "[::1"}}, kListen, "10.0.0.9"},
    {"HostTooLong", "", false, {{"Host", std::string(256, 'a')}}, kListen, "10.0.0.9"},
    {"Plain", "", false, {{"hOsT", "Klinik.Example"}}, "http://klinik.example", "10.0.0.9"},
    {"PortIsKept", "", false, {{"Host", "klinik:8000"}}, "http://klinik:8000", "10.0.0.9"},
    {"DefaultPortIsLeftOut", "", false, {{"Host", "klinik:80"}}, "http://klinik", "10.0.0.9"},
    {"DefaultTlsPort", "", true, {{"Host", "klinik:443"}}, "https://klinik", "10.0.0.9"},
    {"Port80OverTls", "", true, {{"Host", "klinik:80"}}, "https://klinik:80", "10.0.0.9"},
    {"ColonWithoutPort", "", false, {{"Host", "klinik:"}}, "http://klinik", "10.0.0.9"},
    {"Ipv6", "", false, {{"Host", "[::1]:9000"}}, "http://[::1]:9000", "10.0.0.9"},
    {"ForwardedByNobodyTrusted",
     "10.0.0.8",
     false,
     {{"Host", "klinik"},
      {"X-Forwarded-Proto", "https"},
      {"X-Forwarded-For", "1.2.3.4"},
      {"X-Forwarded-Host", "evil"}},
     "http://klinik",
     "10.0.0.9"},
    {"ForwardedByATrustedProxy",
     "10.0.0.0/8",
     false,
     {{"Host", "inner:8000"},
      {"X-Forwarded-Proto", "https"},
      {"X-Forwarded-For", "1.2.3.4"},
      {"X-Forwarded-Host", "klinik.example"}},
     "https://klinik.example",
     "1.2.3.4"},
    {"ForwardedPortAndPrefix",
     "*",
     false,
     {{"Host", "inner"},
      {"X-Forwarded-Proto", "https, http"},
      {"X-Forwarded-Port", "8443"},
      {"X-Forwarded-Prefix", "/antrean/"}},
     "https://inner:8443/antrean",
     "unknown"},
    {"ForwardedGarbageIsPassedOver",
     "*",
     false,
     {{"Host", "inner"},
      {"X-Forwarded-Host", "a b"},
      {"X-Forwarded-Port", "x"},
      {"X-Forwarded-Prefix", "/\"><script>"},
      {"X-Forwarded-For", "unknown"}},
     "http://inner",
     "unknown"},
    {"ClientBehindTwoTrustedProxies",
     "10.0.0.0/8",
     false,
     {{"Host", "k"}, {"X-Forwarded-For", "6.6.6.6, 1.2.3.4, 10.0.0.7"}},
     "http://k",
     "1.2.3.4"},
    {"StarBelievesTheNearestProxyOnly",
     "*",
     false,
     {{"Host", "k"}, {"X-Forwarded-For", "6.6.6.6, 1.2.3.4"}},
     "http://k",
     "1.2.3.4"},
};

class OriginOf : public testing::TestWithParam<OriginCase> {};

TEST_P(OriginOf, IsWhatTheClientUsed) {
    auto const& c = GetParam();
    OriginSettings settings;
    settings.trusted_proxies = *http::NetworkList::parse(c.trusted);
    auto const result = origin(settings, {"10.0.0.9", "127.0.0.1:8000", c.is_tls}, c.headers);
    EXPECT_EQ(result.base_url, c.base_url);
    EXPECT_EQ(result.client_address, c.client_address);
}

// A named function, because a lambda inside the macro would shadow gtest's own parameter.
constexpr auto kByName = [](auto const& test) { return test.param.name; };

INSTANTIATE_TEST_SUITE_P(Headers, OriginOf, testing::ValuesIn(kCases), kByName);

TEST(Origin, IsThePublicUrlWheneverThereIsOne) {
    OriginSettings settings;
    settings.public_url = "https://klinik.example/antrean";
    settings.trusted_proxies = *http::NetworkList::parse("*");
    auto const result = origin(
        settings,
        {"10.0.0.9", "127.0.0.1:8000", false},
        {{"Host", "other"}, {"X-Forwarded-For", "1.2.3.4"}}
    );
    EXPECT_EQ(result.base_url, "https://klinik.example/antrean");
    EXPECT_EQ(result.client_address, "1.2.3.4");
}

}  // namespace
}  // namespace antrean::server

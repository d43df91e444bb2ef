#include "http/NetworkGate.hpp"

#include <gtest/gtest.h>

namespace antrean::http {
namespace {

bool isLetIn(std::string const& client, std::vector<Header> headers, bool is_doubtful = false) {
    auto own = *HostNames::parse("antrean.lan");
    own.addFrom("https://Klinik.example:8443/antrean");
    own.addFrom("0.0.0.0:8000");
    Request request;
    request.client_address = client;
    request.headers = std::move(headers);
    request.is_client_doubtful = is_doubtful;
    return isAdmitted(request, NetworkList::privateNetworks(), own);
}

TEST(NetworkGate, RefusesStrangers) {
    for (auto const* client : {"8.8.8.8", "2001:db8::1", "unknown", "", "10.0.0.1:80"})
        EXPECT_FALSE(isLetIn(client, {})) << client;
}

TEST(NetworkGate, RefusesWhatAProxyThatIsNotTrustedPassesOn) {
    EXPECT_FALSE(isLetIn("127.0.0.1", {{"Host", "localhost"}}, true));
}

TEST(NetworkGate, RefusesForeignHosts) {
    for (auto const* host :
         {"evil.example",
          "evil.example:8000",
          "127.0.0.1.evil.example",
          "klinik.example.evil.example",
          "xklinik.example",
          "a b",
          "127.1",
          "[evil.example]"})
        EXPECT_FALSE(isLetIn("10.0.0.1", {{"Host", host}})) << host;
    EXPECT_FALSE(isLetIn("10.0.0.1", {{"Host", "10.0.0.2"}, {"X-Forwarded-Host", "evil.example"}}));
}

TEST(NetworkGate, RefusesForeignPages) {
    for (auto const* origin :
         {"http://evil.example",
          "null",
          "http://10.0.0.3",
          "http://10.0.0.2:9000",
          "http://intranet",
          "http://xklinik.example"})
        EXPECT_FALSE(isLetIn("10.0.0.1", {{"Host", "10.0.0.2"}, {"Origin", origin}})) << origin;
    EXPECT_FALSE(isLetIn("10.0.0.1", {{"Host", "10.0.0.2"}, {"Sec-Fetch-Site", "cross-site"}}));
}

TEST(NetworkGate, AdmitsItsNetworksUnderTheServersNames) {
    EXPECT_TRUE(isLetIn("10.0.0.1", {})) << "HTTP/1.0";
    for (auto const* host :
         {"klinik.example",
          "KLINIK.example:8443",
          "klinik.example.",
          "antrean.lan",
          "antrean",
          "localhost:8000",
          "192.168.1.9:8000",
          "[::1]:8000"})
        EXPECT_TRUE(isLetIn("10.0.0.1", {{"Host", host}})) << host;
    for (auto const* origin :
         {"http://10.0.0.2:8000", "https://klinik.example", "http://antrean.lan"})
        EXPECT_TRUE(isLetIn("10.0.0.1", {{"Host", "10.0.0.2:8000"}, {"Origin", origin}}));
}

TEST(HostNames, AreNamesOnly) {
    for (auto const* text : {"http://klinik", "klinik:80", "a,,b", "a b", "[::1]"})
        EXPECT_FALSE(HostNames::parse(text)) << text;
    EXPECT_TRUE(HostNames::parse("")->text().empty());
    EXPECT_TRUE(HostNames::parse("*")->contains("evil.example"));
}

}  // namespace
}  // namespace antrean::http

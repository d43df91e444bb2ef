#include "server/Origin.hpp"

#include "server/BasePath.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace antrean::server {
namespace {

constexpr std::size_t kHostLengthMax = 255;

struct Authority {
    std::string host;        // lower case; an IPv6 address keeps its brackets
    std::uint16_t port = 0;  // 0: not given
};

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool isNamed(std::string_view name, std::string_view lower_name) {
    return std::ranges::equal(name, lower_name, {}, lower);
}

std::string_view valueOf(std::vector<http::Header> const& headers, std::string_view lower_name) {
    for (auto const& header : headers)
        if (isNamed(header.name, lower_name))
            return header.value;
    return {};
}

std::string_view withoutSpaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::string_view firstOf(std::string_view list) {
    return withoutSpaces(list.substr(0, list.find(',')));
}

std::optional<std::uint16_t> readPort(std::string_view digits) {
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size() || port == 0)
        return std::nullopt;
    return port;
}

bool isHostLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' ||
           letter == '-' || letter == '_';
}

bool isHost(std::string_view host) {
    if (host.empty() || host.size() > kHostLengthMax)
        return false;
    if (host.front() == '[')
        return host.back() == ']' && http::Address::parse(host.substr(1, host.size() - 2));
    return std::ranges::all_of(host, isHostLetter);
}

std::optional<Authority> readAuthority(std::string_view text) {
    if (text.empty())
        return std::nullopt;
    Authority authority;
    auto const bracket = text.find(']');
    auto const colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    authority.host = text.substr(0, colon);
    std::ranges::transform(authority.host, authority.host.begin(), lower);
    if (!isHost(authority.host))
        return std::nullopt;
    // RFC 3986 allows "host:" with nothing after the colon: the default port.
    if (colon == std::string_view::npos || colon + 1 == text.size())
        return authority;
    auto const port = readPort(text.substr(colon + 1));
    if (!port)
        return std::nullopt;
    authority.port = *port;
    return authority;
}

std::string urlOf(bool is_https, Authority const& authority) {
    std::string url = is_https ? "https://" : "http://";
    url += authority.host;
    if (authority.port != 0 && authority.port != (is_https ? 443 : 80))
        url += ":" + std::to_string(authority.port);
    return url;
}

// The address of `peer` if it is a trusted proxy.
std::optional<http::Address> addressOfProxy(OriginSettings const& settings, Peer const& peer) {
    if (settings.trusted_proxies.empty())
        return std::nullopt;
    auto const address = http::Address::parse(peer.address);
    return address && settings.trusted_proxies.contains(*address) ? address : std::nullopt;
}

bool isPrefix(std::string_view prefix) {
    return prefix.size() > 1 && prefix.size() <= kHostLengthMax && prefix.front() == '/' &&
           std::ranges::all_of(prefix, [](char letter) {
               return isHostLetter(lower(letter)) || letter == '/' || letter == '~';
           });
}

std::string forwardedUrl(
    std::vector<http::Header> const& headers, bool is_https, Authority authority
) {
    auto const proto = firstOf(valueOf(headers, "x-forwarded-proto"));
    if (!proto.empty())
        is_https = isNamed(proto, "https") || isNamed(proto, "on") || proto == "1";
    if (auto const host = readAuthority(firstOf(valueOf(headers, "x-forwarded-host"))))
        authority = *host;
    if (auto const port = readPort(firstOf(valueOf(headers, "x-forwarded-port"))))
        authority.port = *port;
    auto url = urlOf(is_https, authority);
    auto prefix = firstOf(valueOf(headers, "x-forwarded-prefix"));
    while (!prefix.empty() && prefix.back() == '/')
        prefix.remove_suffix(1);
    if (isPrefix(prefix))
        url += prefix;
    return url;
}

}  // namespace

Origin origin(
    OriginSettings const& settings, Peer const& peer, std::vector<http::Header> const& headers
) {
    Origin result;
    result.client_address = peer.address;
    auto const address = addressOfProxy(settings, peer);
    bool const trusted = address.has_value();
    if (trusted) {
        auto const client =
            forwardedClient(headers, settings.client_header, settings.trusted_proxies, *address);
        result.client_address = client ? client->text() : std::string(http::kUnknownClient);
    } else {
        result.is_client_doubtful = isForwarded(headers);
    }
    if (!settings.public_url.empty()) {
        result.base_url = settings.public_url;
        return result;
    }
    auto authority = readAuthority(valueOf(headers, "host"));
    if (!authority)
        authority = readAuthority(peer.local_authority);
    if (!authority)
        authority = Authority{"localhost", 0};
    auto url =
        trusted ? forwardedUrl(headers, peer.is_tls, *authority) : urlOf(peer.is_tls, *authority);
    result.base_url = withBase(std::move(url), settings.base_path);
    return result;
}

}  // namespace antrean::server

#include "server/ForwardedClient.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <ranges>
#include <string_view>

namespace antrean::server {
namespace {

constexpr std::string_view kProxyHeaders[] = {"Forwarded", "X-Real-IP"};
constexpr std::string_view kProxyPrefix = "X-Forwarded-";

std::string_view nameOf(ClientHeader header) {
    switch (header) {
        case ClientHeader::x_forwarded_for:
            return "X-Forwarded-For";
        case ClientHeader::forwarded:
            return "Forwarded";
        case ClientHeader::x_real_ip:
            return "X-Real-IP";
    }
    return {};
}

bool isOfProxy(std::string_view name) {
    // Nearly all headers end here: this runs for each of every request.
    if (name.empty() || (name[0] != 'X' && name[0] != 'x' && name[0] != 'F' && name[0] != 'f'))
        return false;
    return text::equalIgnoringCase(name.substr(0, kProxyPrefix.size()), kProxyPrefix) ||
           std::ranges::any_of(kProxyHeaders, [name](std::string_view each) {
               return text::equalIgnoringCase(name, each);
           });
}

std::string_view withoutSpaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool isPort(std::string_view text) {
    constexpr std::size_t kDigitsMax = 5;
    return !text.empty() && text.size() <= kDigitsMax &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "1.2.3.4", "1.2.3.4:5678", "2001:db8::1", "[2001:db8::1]" and "[2001:db8::1]:5678".
std::optional<http::Address> readNode(std::string_view node) {
    if (auto const address = http::Address::parse(node))
        return address;
    bool const has_brackets = node.starts_with('[');
    auto const end = has_brackets ? node.find(']') : node.find(':');
    if (end == std::string_view::npos)
        return std::nullopt;
    auto const rest = node.substr(has_brackets ? end + 1 : end);
    bool const is_fine = rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
    return is_fine
               ? http::Address::parse(has_brackets ? node.substr(1, end - 1) : node.substr(0, end))
               : std::nullopt;
}

// The parameter `for` of an element of Forwarded (RFC 7239, 4), without its quotes.
std::string_view forOf(std::string_view element) {
    for (auto const part : text::split(element, ';')) {
        auto const equals = part.find('=');
        if (equals == std::string_view::npos ||
            !text::equalIgnoringCase(withoutSpaces(part.substr(0, equals)), "for"))
            continue;
        auto value = withoutSpaces(part.substr(equals + 1));
        if (value.size() > 1 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

}  // namespace

bool isForwarded(std::vector<http::Header> const& headers) {
    return std::ranges::any_of(headers, [](http::Header const& header) {
        return isOfProxy(header.name);
    });
}

// A quoted text with a comma in it is torn apart here. No address has one, so the parts cannot be
// read and the client is unknown.
std::optional<http::Address> forwardedClient(
    std::vector<http::Header> const& headers,
    ClientHeader header,
    http::NetworkList const& trusted_proxies,
    http::Address const& peer
) {
    std::optional<http::Address> client;
    // A proxy may add a line of its own behind the client's, and the lines are one list.
    for (auto const& line : std::views::reverse(headers)) {
        if (!text::equalIgnoringCase(line.name, nameOf(header)))
            continue;
        for (auto const element : std::views::reverse(text::split(line.value, ','))) {
            client = readNode(
                header == ClientHeader::forwarded ? forOf(element) : withoutSpaces(element)
            );
            if (!client || trusted_proxies.containsEverything() ||
                !trusted_proxies.contains(*client))
                return client;
        }
    }
    if (client || isForwarded(headers))
        return client;
    return peer;
}

}  // namespace antrean::server

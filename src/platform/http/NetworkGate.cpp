#include "http/NetworkGate.hpp"

#include "base/Log.hpp"
#include "base/OncePerMinute.hpp"
#include "base/Text.hpp"

#include <algorithm>

namespace antrean::http {
namespace {

// "klinik.example:8443" of "https://klinik.example:8443/antrean".
std::string_view authorityOf(std::string_view url) {
    if (auto const scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    return url.substr(0, url.find('/'));
}

// Without the port; an IPv6 address without its brackets. A final dot means the same name.
std::string hostOf(std::string_view authority) {
    if (authority.starts_with('['))
        return text::lower(authority.substr(1, authority.find(']') - 1));
    auto host = authority.substr(0, authority.find(':'));
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return text::lower(host);
}

bool isName(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](unsigned char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '.' || letter == '-' || letter == '_';
    });
}

// A client that names no host is not a browser.
bool isOwnHost(std::string_view authority, HostNames const& own) {
    auto const host = hostOf(authority);
    return host.empty() || own.contains(host) || Address::parse(host) ||
           (isName(host) && host.find('.') == std::string::npos);
}

// The host that the client used: with a proxy in front, Host may be that of this server.
std::string_view forwardedHostOf(Request const& request) {
    auto const list = request.header("X-Forwarded-Host");
    return text::trim(list.substr(0, list.find(',')));
}

bool isOwnOrigin(Request const& request, HostNames const& own) {
    auto const origin = request.header("Origin");
    if (origin.empty())
        return !text::equalIgnoringCase(request.header("Sec-Fetch-Site"), "cross-site");
    auto const authority = authorityOf(origin);
    return text::equalIgnoringCase(authority, request.header("Host")) ||
           text::equalIgnoringCase(authority, forwardedHostOf(request)) ||
           own.contains(hostOf(authority));
}

bool isIn(NetworkList const& networks, Request const& request) {
    auto const address = Address::parse(request.client_address);
    return address && networks.contains(*address);
}

void warn(std::string_view problem) {
    static OncePerMinute warning;
    if (warning.isDue())
        log::warning("a request was not admitted by its network: {}", problem);
}

}  // namespace

std::optional<HostNames> HostNames::parse(std::string_view text) {
    HostNames names;
    names.text_ = text;
    for (auto const part : text::split(text, ',')) {
        auto const name = text::lower(text::trim(part));
        if (name == "*")
            names.everything_ = true;
        else if (isName(name))
            names.names_.push_back(name);
        else if (!text.empty())
            return std::nullopt;
    }
    return names;
}

void HostNames::addFrom(std::string_view url_or_authority) {
    if (auto name = hostOf(authorityOf(url_or_authority)); isName(name))
        names_.push_back(std::move(name));
}

bool HostNames::contains(std::string_view name) const {
    return everything_ || std::ranges::find(names_, name) != names_.end();
}

bool isAdmitted(Request const& request, NetworkList const& networks, HostNames const& own) {
    if (!isIn(networks, request))
        return false;
    if (request.is_client_doubtful) {
        warn("its peer sent headers of a proxy and is not in --trusted-proxies");
        return false;
    }
    auto const forwarded_host = forwardedHostOf(request);
    if (!isOwnHost(request.header("Host"), own) || !isOwnHost(forwarded_host, own)) {
        warn("its Host is not the host of --public-url or --listen, nor one of --allowed-hosts");
        return false;
    }
    if (!isOwnOrigin(request, own)) {
        warn("a web page of another origin sent it");
        return false;
    }
    return true;
}

}  // namespace antrean::http

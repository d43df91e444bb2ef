#include "http/BrowserSession.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <string>

namespace antrean::http {
namespace {

constexpr std::string_view kUserCookie = "antrean_session";
// Browsers take a cookie of this name from this very host and over TLS only. So neither a neighbour
// in the domain nor anybody in the network can slip in the session of another user.
constexpr std::string_view kUserCookieOfHost = "__Host-antrean_session";
// Browsers send it to /api/kiosk only.
constexpr std::string_view kKioskCookie = "antrean_kiosk";
// Browsers keep no cookie for longer than 400 days. The server decides when the session ends.
constexpr std::string_view kLongest = "34560000";

struct Cookie {
    std::string_view name;
    std::string_view path;  // below the base path
};

Header setCookie(
    Request const& request, Cookie const& cookie, std::string_view value, std::string_view max_age
) {
    std::string text(cookie.name);
    text += '=';
    text += value;
    text += "; Path=";
    text += request.base_path;
    text += cookie.path;
    text += "; Max-Age=";
    text += max_age;
    text += "; HttpOnly; SameSite=Strict";
    if (request.is_secure)
        text += "; Secure";
    return {"Set-Cookie", std::move(text)};
}

// The prefix demands the path "/", which is not ours below a base path.
std::string_view userCookieOf(Request const& request) {
    return request.is_secure && request.base_path.empty() ? kUserCookieOfHost : kUserCookie;
}

// Empty if the cookie has another name.
std::string_view valueOf(std::string_view name, std::string_view pair) {
    bool const is_named =
        pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=';
    return is_named ? pair.substr(name.size() + 1) : std::string_view();
}

// "https://klinik.example:8443/path" -> "https://klinik.example:8443"
std::string_view originOf(std::string_view url) {
    auto const host = url.find("://");
    return host == std::string_view::npos ? url : url.substr(0, url.find('/', host + 3));
}

std::string_view authorityOf(std::string_view origin) {
    auto const host = origin.find("://");
    return host == std::string_view::npos ? std::string_view() : origin.substr(host + 3);
}

}  // namespace

std::string_view browserToken(Request const& request) {
    auto cookies = request.header("Cookie");
    std::string_view of_user;
    while (!cookies.empty()) {
        auto const end = std::min(cookies.find(';'), cookies.size());
        auto const pair = text::trim(cookies.substr(0, end));
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        if (auto const token = valueOf(kKioskCookie, pair); !token.empty())
            return token;
        if (of_user.empty())
            of_user = valueOf(userCookieOf(request), pair);
    }
    return of_user;
}

Header setBrowserToken(Request const& request, std::string_view token) {
    return setCookie(request, {userCookieOf(request), "/"}, token, kLongest);
}

Header clearBrowserToken(Request const& request) {
    return setCookie(request, {userCookieOf(request), "/"}, {}, "0");
}

Header setKioskToken(Request const& request, std::string_view token) {
    return setCookie(request, {kKioskCookie, "/api/kiosk"}, token, kLongest);
}

bool isFromOtherSite(Request const& request) {
    // First, because a page that hides its address sends "Origin: null" with its own forms.
    auto const site = request.header("Sec-Fetch-Site");
    if (!site.empty())
        return site != "same-origin" && site != "none";
    auto const origin = request.header("Origin");
    if (origin.empty())
        return false;
    // The host that the browser used is ours even if links in answers begin with another one.
    return !text::equalIgnoringCase(origin, originOf(request.base_url)) &&
           !text::equalIgnoringCase(authorityOf(origin), request.header("Host"));
}

}  // namespace antrean::http

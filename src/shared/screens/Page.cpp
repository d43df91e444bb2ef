#include "screens/Page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace antrean::screens {
namespace {

// "klinik.example:8443" of "https://klinik.example:8443/antrean".
std::string_view authorityOf(std::string_view url) {
    constexpr std::string_view kAfterScheme = "://";
    auto const scheme_end = url.find(kAfterScheme);
    if (scheme_end != std::string_view::npos)
        url.remove_prefix(scheme_end + kAfterScheme.size());
    return url.substr(0, std::min(url.find('/'), url.size()));
}

// Safari before 15.4 does not count WebSockets of the same host as 'self'. A proxy may have removed
// TLS without saying so, so both schemes are listed.
std::string contentPolicy(http::Request const& request) {
    return fmt::format(
        "default-src 'self'; connect-src 'self' ws://{0} wss://{0}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        authorityOf(request.base_url)
    );
}

std::string permissions(Page const& page) {
    return fmt::format(
        "camera={}, accelerometer=(), display-capture=(), geolocation=(), "
        "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        "publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()",
        page.may_use_camera ? "(self)" : "()"
    );
}

}  // namespace

std::vector<http::Header> pageHeaders(http::Request const& request, Page const& page) {
    return {
        {"Content-Security-Policy", contentPolicy(request)},
        {"Permissions-Policy", permissions(page)},
        {"Referrer-Policy", "no-referrer"},
    };
}

}  // namespace antrean::screens

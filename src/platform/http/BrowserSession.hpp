// The cookies that keep a browser signed in, as a user or as a kiosk. The value is a token like
// those of the Authorization header, which wins if a request has both.
//
// A browser sends a cookie also when another site's page makes the request. `SameSite=Strict`
// prevents that in current browsers, and isFromOtherSite() in all.
#pragma once

#include "http/Message.hpp"
#include "http/Refusal.hpp"

#include <string_view>

namespace antrean::http {

// The token in the request's Cookie header, or empty. That of a kiosk has priority: the browser
// sends it only where it acts as a kiosk. Needs `is_secure` and `base_path`.
std::string_view browserToken(Request const& request);

// Headers that set the cookie and remove it. Scripts cannot read it.
Header setBrowserToken(Request const& request, std::string_view token);
Header clearBrowserToken(Request const& request);
Header setKioskToken(Request const& request, std::string_view token);

inline constexpr Refusal kFromOtherSite{
    ErrorKind::forbidden, "The request comes from another site."};

// Whether a page of another site has made the request, as far as its headers say. Programs other
// than browsers send none of them.
bool isFromOtherSite(Request const& request);

}  // namespace antrean::http

// A page: an HTML file of the web build, and what its browser may do.
#pragma once

#include "http/Message.hpp"

#include <string_view>
#include <vector>

namespace antrean::screens {

struct Page {
    std::string_view file;        // Screens::text(page.file) is its HTML
    bool may_use_camera = false;  // to scan QR codes
};

// A staff page changes without being loaded again, so all of them may do what the counter needs.
inline constexpr Page kStaffPage{"/staff.html", true};
inline constexpr Page kBoardPage{"/board.html"};
inline constexpr Page kKioskPage{"/kiosk.html", true};
inline constexpr Page kDocsPage{"/docs.html"};
inline constexpr Page kPatientPage{"/patient.html"};

// The security headers of the page, for a client that uses request.base_url. The page may load and
// connect to nothing but this server, and inline scripts and styles do not run. Caching is not
// decided here.
std::vector<http::Header> pageHeaders(http::Request const& request, Page const& page);

}  // namespace antrean::screens

// /a/{code}: the page of a visit's link. It needs no script: the server fills it, and its buttons
// are forms.
#pragma once

#include "http/RouteTable.hpp"
#include "ticket/PageTemplate.hpp"
#include "ticket/TicketRoutes.hpp"

#include <string_view>

namespace antrean::ticket {

// Immutable.
class PatientPage {
public:
    // `html` lives as long as the program; empty if the program was built without its screens.
    // Throws std::logic_error for a placeholder that the server cannot fill.
    explicit PatientPage(std::string_view html);

    PageTemplate const& page() const { return page_; }

private:
    PageTemplate page_;
};

// References outlive the routes.
struct PageServices {
    Services visits;
    PatientPage const& page;
};

http::RouteTable<PageServices> pageRoutes();

}  // namespace antrean::ticket

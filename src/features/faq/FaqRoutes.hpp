// FAQ entries and their files.
#pragma once

#include "http/RouteTable.hpp"

namespace antrean::faq {

class FaqFiles;

// References outlive the routes.
struct Services {
    FaqFiles const& files;
};

http::RouteTable<Services> routes();

}  // namespace antrean::faq

#pragma once

#include "base/Result.hpp"
#include "http/Route.hpp"

#include <string>
#include <vector>

namespace antrean::faq {

class FaqFiles;

// FAQ entries and their files. `files` lives as long as the routes.
void addFaqRoutes(http::Routes& routes, FaqFiles const& files);

// At the start, before the first upload: removes what a crash left behind.
void settleFaqFiles(db::Database& database, FaqFiles const& files);

// Entries whose file is gone, a line each.
Result<std::vector<std::string>> findFaqsWithoutFile(db::Database& database, FaqFiles const& files);

}  // namespace antrean::faq

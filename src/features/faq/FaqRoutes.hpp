#pragma once

#include "base/Result.hpp"
#include "http/Route.hpp"

#include <string>
#include <vector>

namespace antrean::faq {

class FaqFiles;

// FAQ entries and their files. `files` must outlive the routes.
void addFaqRoutes(http::Routes& routes, FaqFiles const& files);

// Call it at the start, before the first upload: removes the files that a crash left.
void settleFaqFiles(db::Database& database, FaqFiles const& files);

// The entries whose file is missing, a line each.
Result<std::vector<std::string>> findFaqsWithoutFile(db::Database& database, FaqFiles const& files);

}  // namespace antrean::faq

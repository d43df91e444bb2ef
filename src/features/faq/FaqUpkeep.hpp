// Compares the entries with the files in the folder.
#pragma once

#include "base/Result.hpp"

#include <string>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::faq {

class FaqFiles;

// Call it at the start, before the first upload: removes the files that a crash left.
void settleFaqFiles(db::Database& database, FaqFiles const& files);

// The entries whose file is missing, a line each.
Result<std::vector<std::string>> findFaqsWithoutFile(db::Database& database, FaqFiles const& files);

}  // namespace antrean::faq

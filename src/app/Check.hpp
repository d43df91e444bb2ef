#pragma once

#include "base/Result.hpp"
#include "db/Database.hpp"

#include <string>
#include <vector>

namespace antrean::faq {
class FaqFiles;
}

namespace antrean::app {

// What is wrong with the database, a line each: damaged files, numbers given twice, a queue row
// that disagrees with its reservation, a counter behind its numbers, gaps in the ledger, seats and
// figures that do not add up, FAQ entries without their file. Empty when all is well. Reads
// everything; may run beside a serving process.
Result<std::vector<std::string>> findProblems(
    db::Database& database, faq::FaqFiles const& faq_files
);

}  // namespace antrean::app

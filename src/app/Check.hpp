#pragma once

#include "base/Result.hpp"
#include "db/Database.hpp"

#include <string>
#include <vector>

namespace antrean::faq {
class FaqFiles;
}

namespace antrean::app {

// Returns what is wrong with the database, one line per problem: damaged files, duplicate queue
// numbers, queue rows that differ from their reservation, counters behind their numbers, gaps in
// the ledger, wrong seats and figures, FAQ entries without their file. Empty when there is no
// problem. Reads the whole database; may run beside a serving process.
Result<std::vector<std::string>> findProblems(
    db::Database& database, faq::FaqFiles const& faq_files
);

struct Settings;

// The same of the database at that URL, which this process does not have open, and the files in the
// data folder. Its schema must be up to date. Throws db::Failure or std::runtime_error.
std::vector<std::string> problemsOf(Settings const& settings, std::string const& database_url);

}  // namespace antrean::app

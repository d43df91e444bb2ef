#pragma once

#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// Counts every visit and every entry of the ledger again; a line for each poly and day whose
// figures say something else. Empty when all are right.
std::vector<std::string> findFaults(db::Transaction& transaction);

}  // namespace antrean::figures

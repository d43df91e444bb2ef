#pragma once

#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

// Counts all visits and all events of the ledger, and returns a line for each row of daily_figures
// or daily_activity that differs, and for each poly and day whose daily_waits differ.
std::vector<std::string> findFaults(db::Transaction& transaction);

}  // namespace antrean::figures

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace antrean::backup {

// How many planned backups are kept: the newest one of each of so many days, weeks (from Monday)
// and months. Only days, weeks and months that have a backup count, so a PC that was off for a
// month loses none.
struct KeepRule {
    std::size_t days = 14;
    std::size_t weeks = 8;
    std::size_t months = 12;
};

// `dates`: of the backups, newest first, each the clinic day on which it was made ("2026-11-30").
// Returns for each whether it is kept. The newest one always is.
std::vector<bool> keptOf(std::vector<std::string> const& dates, KeepRule const& rule);

}  // namespace antrean::backup

// Copies a database file while others write into it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace antrean::db {

struct CopyWatch {
    // Called at the instant whose state the copy has.
    std::function<void()> at_instant = [] {};
    // Called after each step, with pages of all pages. It may throw to stop the copy.
    std::function<void(std::int64_t done, std::int64_t all)> progress = [](auto, auto) {};
};

// Copies the database as it is at one instant into the new file `to`, which needs no WAL. Writers
// do not wait: a read transaction holds the instant, and the copy is made in steps with pauses,
// which go to disk one by one. Throws Failure, with a text of one line.
void copySqlite(std::string const& from, std::string const& to, CopyWatch const& watch);

}  // namespace antrean::db

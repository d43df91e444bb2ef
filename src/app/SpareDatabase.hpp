// A database on the target's PostgreSQL server in which a backup is restored and checked, before it
// takes the target's place by being renamed. All throw db::Failure with one line.
#pragma once

#include <string>

namespace antrean::app {

// The names of a restore, written down before it begins (app/RestorePlace.hpp).
struct SpareNames {
    std::string spare;     // of the database that is being restored
    std::string replaced;  // of the target, once the spare one has its place

    static SpareNames of(std::string const& url, std::string const& time);
};

class SpareDatabase {
public:
    // Creates it.
    SpareDatabase(std::string target_url, SpareNames names);
    // Removes it, unless it has taken the target's place.
    ~SpareDatabase();
    SpareDatabase(SpareDatabase const&) = delete;
    SpareDatabase& operator=(SpareDatabase const&) = delete;

    std::string url() const;
    // Renames both in one transaction. Fails while anything is connected to the target.
    void takePlace();

private:
    std::string const target_url_;
    SpareNames const names_;
    bool is_in_place_ = false;
};

// After an interrupted restore: whether the spare database has taken the target's place. If it has
// not, it is removed.
bool hasTakenPlace(std::string const& target_url, SpareNames const& names);

// Whether the database has tables.
bool hasTables(std::string const& url);

}  // namespace antrean::app

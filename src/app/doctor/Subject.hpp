#pragma once

#include "app/Settings.hpp"

#include <memory>
#include <string>

namespace antrean::db {
class Database;
}

namespace antrean::app::doctor {

// What the doctor looks at: a server's settings, and its database, which is opened once for all
// looks.
class Subject {
public:
    // Never throws. Changes nothing.
    explicit Subject(Settings const& settings);
    ~Subject();

    Settings const& settings() const { return settings_; }
    // Null if it cannot be opened; whyNotOpen() has the reason.
    db::Database* database() const { return database_.get(); }
    std::string const& whyNotOpen() const { return why_not_open_; }
    // Whether its rows are those that this program knows. Throws db::Failure.
    bool hasKnownSchema() const;

private:
    Settings const& settings_;
    std::unique_ptr<db::Database> database_;
    std::string why_not_open_;
};

}  // namespace antrean::app::doctor

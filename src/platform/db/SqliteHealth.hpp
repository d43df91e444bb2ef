#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {

// What is wrong with a database file, from the moment in which it is noticed until a restart. Then
// nothing more is written: the answered writes would be lost, or would damage another file.
// Thread-safe.
class SqliteHealth {
public:
    enum class Trouble : std::uint8_t {
        none,
        damaged,      // SQLite cannot make sense of a page
        removed,      // the file or its WAL was deleted, renamed or replaced by another file
        overwritten,  // another database was written into the file
    };

    explicit SqliteHealth(std::string path) : path_(std::move(path)) {}

    // The first trouble stays, and is logged.
    void note(Trouble trouble, std::string_view detail = {});

    Trouble trouble() const { return trouble_; }
    bool isFine() const { return trouble_ == Trouble::none; }
    // What the log says about it; empty if there is no trouble.
    std::optional<std::string> text() const;

private:
    std::string const path_;
    std::atomic<Trouble> trouble_ = Trouble::none;
};

}  // namespace antrean::db

#pragma once

#include "base/Clock.hpp"
#include "http/RouteTable.hpp"
#include "lab/Import.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace antrean::lab {

// The import that a browser started, one at a time. Thread-safe. Outlives the database.
class ImportDesk {
public:
    // `folder`: where uploads stand while they are read.
    explicit ImportDesk(std::string folder) : folder_(std::move(folder)) {}

    struct State {
        std::string state = "idle";  // "running", "done" or "failed" after the first one
        std::optional<Instant> started_at;
        std::int64_t rows = 0;        // read so far
        std::int64_t rows_total = 0;  // as many as there are lines
        std::string problem;          // after a failure
    };
    State state() const;

    // The right to import, until its end. Empty if an import is running.
    class Turn;
    std::optional<Turn> begin(std::int64_t rows_total, Instant now);

private:
    friend class Turn;

    std::string const folder_;
    mutable std::mutex mutex_;
    State last_;
    Import import_{[](std::string_view) {}};
};

class ImportDesk::Turn {
public:
    explicit Turn(ImportDesk& desk) : desk_(&desk) {}
    Turn(Turn&& other) noexcept : desk_(std::exchange(other.desk_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() { end("The import was interrupted"); }

    Import& import() { return desk_->import_; }
    std::string const& folder() const { return desk_->folder_; }
    // Empty: it succeeded.
    void end(std::string problem);

private:
    ImportDesk* desk_;
};

// References outlive the routes.
struct ImportServices {
    ImportDesk& desk;
    bool has_own_database = false;  // of the lab: then nothing can be imported here
};

http::RouteTable<ImportServices> importRoutes();

}  // namespace antrean::lab

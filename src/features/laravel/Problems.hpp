#pragma once

#include "laravel/Rows.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace antrean::laravel {

// The file that lists what was not taken over as it was: a CSV line per problem, with table, id,
// column, value, problem and what was done. Only its owner may read it.
class ProblemFile {
public:
    // Replaces an older file. Throws std::runtime_error when it cannot be written.
    explicit ProblemFile(std::string path);
    ~ProblemFile();
    ProblemFile(ProblemFile const&) = delete;
    ProblemFile& operator=(ProblemFile const&) = delete;

    void add(std::string_view table, std::int64_t id, Problem const& problem);
    // Writes everything to disk. Throws std::runtime_error when that fails.
    void close();

    std::string const& path() const { return path_; }
    std::int64_t count() const { return count_; }

private:
    void write();

    std::string const path_;
    int file_ = -1;
    std::string waiting_;
    std::int64_t count_ = 0;
};

// A field of a CSV file: in quotes, and never a formula for a spreadsheet.
std::string csvField(std::string_view text);

}  // namespace antrean::laravel

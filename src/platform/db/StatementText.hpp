#pragma once

#include "db/Transaction.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {

// A statement as it is prepared, without comments, and its parameters in the order in which they
// first occur, each once.
struct StatementVariant {
    std::string sql;
    std::vector<std::string> parameters;
};

// The text of a query, cut into lines, some of them optional (db/Query.hpp). Keeps views of the
// text that it was made from.
class StatementText {
public:
    // Throws std::logic_error when the text names more than 64 optional parameters.
    explicit StatementText(std::string_view text);

    // The parameters that optional lines wait for; bit i of a mask stands for name i.
    std::vector<std::string_view> const& optionalNames() const { return optional_names_; }
    // The optional lines that belong to a run with these arguments. Fast if the names are those of
    // the previous call.
    std::uint64_t maskOf(std::span<Arg const> args);
    // Whether it has the line `--! stream` (db/Query.hpp).
    bool isStreamed() const { return is_streamed_; }
    // The text with those optional lines whose bit is set.
    StatementVariant variant(std::uint64_t mask) const;

private:
    static constexpr std::size_t kAlways = SIZE_MAX;
    struct Line {
        std::string_view text;
        std::size_t optional_name = kAlways;  // index into optional_names_
    };
    struct Seen {
        std::string name;
        std::uint64_t bit = 0;  // as bitOf(name)
    };

    // 0: no line waits for the parameter.
    std::uint64_t bitOf(std::string_view name) const;

    std::vector<Line> lines_;
    std::vector<std::string_view> optional_names_;
    std::vector<Seen> seen_;  // the arguments of earlier calls, by position
    bool is_streamed_ = false;
};

}  // namespace antrean::db

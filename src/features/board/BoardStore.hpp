// What a board shows, as rows.
#pragma once

#include "clinic/Directory.hpp"
#include "figures/Waiting.hpp"

#include <boost/describe.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::board {

// A visit that is being served.
struct Served {
    std::int64_t status_id;
    std::int64_t queue_number;
    std::int64_t number_of_calls;
    std::int64_t called_seq;  // its last call in the ledger; 0: it was never called
    std::optional<std::string> called_at;
};
BOOST_DESCRIBE_STRUCT(Served, (), (status_id, queue_number, number_of_calls, called_seq, called_at))

struct PolyRows {
    std::int64_t poly_id = 0;
    std::string name;
    // Called last, of those at the station.
    std::optional<Served> nurse;
    std::optional<Served> doctor;
    std::vector<std::int64_t> next;  // the lowest numbers that wait for the nurse
};

struct BoardRows {
    std::vector<PolyRows> polies;
    std::vector<figures::Waiting> waiting;
};

// A board has no room for more.
inline constexpr std::size_t kPoliesMax = 100;
inline constexpr std::int64_t kNextShown = 3;

// Reads only rows of that date, by index.
BoardRows readBoard(
    db::Transaction& transaction, clinic::Directory const& directory, std::string const& date
);

}  // namespace antrean::board

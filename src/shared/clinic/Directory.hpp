// Polies, statuses and holidays: a few rows that nearly every request needs, kept in memory.
#pragma once

#include "clinic/Holidays.hpp"
#include "clinic/Poly.hpp"
#include "clinic/Station.hpp"
#include "db/Cached.hpp"
#include "http/Shape.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace antrean::clinic {

struct StatusRow {
    std::int64_t id;
    std::string status_name;
    std::string label;
    std::optional<std::string> information;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(
    StatusRow, (), (id, status_name, label, information, created_at, updated_at, deleted_at)
)
inline constexpr auto kStatusKeys = http::shape::keysOf<StatusRow>();
inline constexpr http::Shape kStatusShape = http::shape::object(kStatusKeys, "Status");

// These rows as of one moment. Immutable.
class Directory {
public:
    // Reads the tables; everything but a test uses Directories::get.
    static Directory load(db::Transaction& transaction);

    bool hasPoly(std::int64_t id) const { return polies_.contains(id); }
    // Id and name of each poly that is not in the trash, by id.
    std::vector<std::pair<std::int64_t, std::string>> const& polyNames() const {
        return poly_names_;
    }
    // The row as the JSON of a relation; null when it is missing or in the trash.
    boost::json::value poly(std::optional<std::int64_t> id) const;
    boost::json::value status(std::int64_t id) const;
    // The number with the poly's letter (clinic::displayNumber); null without a number, and if the
    // poly has no letter or is in the trash.
    boost::json::value displayNumber(std::int64_t poly_id, std::optional<std::int64_t> queue_number)
        const;
    // The number as screens show it: "A-012" with the letter of the poly, else "012".
    std::string numberOnScreen(std::int64_t poly_id, std::int64_t queue_number) const;
    // The id of the status with the station's name, also when the row is in the trash. Throws
    // std::runtime_error when somebody has deleted the row from the database.
    std::int64_t statusId(Station station) const;
    // Empty when the status is not a station: a clinic may add statuses of its own.
    std::optional<Station> station(std::int64_t status_id) const;
    Holidays const& holidays() const { return holidays_; }

private:
    std::unordered_map<std::int64_t, boost::json::object> polies_;
    std::vector<std::pair<std::int64_t, std::string>> poly_names_;
    std::unordered_map<std::int64_t, std::string> letters_;  // of the polies that have one
    std::unordered_map<std::int64_t, boost::json::object> statuses_;
    std::array<std::int64_t, kStations.size()> station_ids_{};  // 0: no such row
    Holidays holidays_;
};

inline constexpr std::string_view kPoliesTopic = "polies";
inline constexpr std::string_view kStatusesTopic = "statuses";
inline constexpr std::string_view kHolidaysTopic = "holidays";

// The directory as last read. Thread-safe; `get(transaction)` reads it anew after a change.
class Directories : public db::Cached<Directory> {
public:
    Directories() : Cached({kPoliesTopic, kStatusesTopic, kHolidaysTopic}, Directory::load) {}
};

}  // namespace antrean::clinic

// Reads what the server answers to `antrean demo --day`. A key that is missing counts as empty.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace antrean::app {

std::string textOf(boost::json::object const& object, std::string_view key);
std::int64_t numberOf(boost::json::object const& object, std::string_view key);
boost::json::object const& objectAt(boost::json::object const& object, std::string_view key);
// The rows of a list, whichever of the two documented forms it has (contract, section 3).
boost::json::array const& rowsOf(boost::json::object const& answer);
// "A-012" of a queue row.
std::string shownNumber(boost::json::object const& queue);

// A row of GET /api/queue.
struct QueuedPatient {
    std::int64_t id;  // of the reservation
    std::string shown_number;
    std::int64_t queue_number;
    bool is_there;
};
QueuedPatient queuedPatientOf(boost::json::object const& row);

}  // namespace antrean::app

// Polies and statuses: a handful of rows that nearly every answer shows.
#pragma once

#include "clinic/Poly.hpp"
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

// The stations of a patient's walk, by the names that the contract gives their rows.
enum class Station { waiting, anamnesa, waiting_doctor, with_doctor, done, no_show, cancelled };
inline constexpr std::array<std::string_view, 7> kStationNames{
    "WAITING",
    "ANAMNESA",
    "WAITING_DOCTOR",
    "WITH_DOCTOR",
    "DONE",
    "NO_SHOW",
    "CANCELLED",
};

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

// One reading of the master data. Immutable.
class Directory {
public:
    static Directory load(db::Transaction& transaction);

    bool hasPoly(std::int64_t id) const { return polies_.contains(id); }
    // Of all that are not trashed, by id.
    std::vector<std::pair<std::int64_t, std::string>> const& polyNames() const {
        return poly_names_;
    }
    // The row as relations show it; null for a missing or trashed one.
    boost::json::value poly(std::optional<std::int64_t> id) const;
    boost::json::value status(std::int64_t id) const;
    // Statuses are known by name, never by a literal id; a trashed one still serves transitions.
    // Throws std::runtime_error when the clinic has deleted the row from the database itself.
    std::int64_t statusId(Station station) const;
    // Empty for a status that is no station.
    std::optional<Station> station(std::int64_t status_id) const;

private:
    std::unordered_map<std::int64_t, boost::json::object> polies_;
    std::vector<std::pair<std::int64_t, std::string>> poly_names_;
    std::unordered_map<std::int64_t, boost::json::object> statuses_;
    std::array<std::int64_t, kStationNames.size()> station_ids_{};
};

using Directories = db::Cached<Directory>;
inline constexpr std::string_view kPoliesTopic = "polies";
inline constexpr std::string_view kStatusesTopic = "statuses";
inline constexpr std::string_view kConfigsTopic = "configs";

// The config whose value is the clinic's zone, "Asia/Jakarta".
inline constexpr std::string_view kTimezoneConfig = "clinic_timezone";

// The config whose value is where calls are announced, unless a flag says it.
inline constexpr std::string_view kWebhookConfig = "n8n_webhook_url";
// n8n answers a URL with /webhook-test/ for one call after somebody clicks Listen, 404 otherwise.
bool isTestWebhook(std::string_view url);

// A row of `configs` by its name; empty when there is none.
std::optional<std::string> findConfig(db::Transaction& transaction, std::string_view name);

}  // namespace antrean::clinic

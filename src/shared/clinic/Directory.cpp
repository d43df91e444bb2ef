#include "clinic/Directory.hpp"

#include "clinic/Sql.hpp"
#include "http/Answer.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace antrean::clinic {
namespace {

template <class Row>
void addInstants(boost::json::object& object, Row const& row) {
    object["created_at"] = http::timestamp(row.created_at);
    object["updated_at"] = http::timestamp(row.updated_at);
    object["deleted_at"] = http::timestamp(row.deleted_at);
}

boost::json::object objectOf(Poly const& row) {
    boost::json::object object{{"id", row.id}, {"name", row.name}};
    addInstants(object, row);
    object["room"] = http::orNull(row.room);
    object["letter"] = http::orNull(row.letter);
    return object;
}

boost::json::object objectOf(StatusRow const& row) {
    boost::json::object object{
        {"id", row.id},
        {"status_name", row.status_name},
        {"label", row.label},
        {"information", http::orNull(row.information)},
    };
    addInstants(object, row);
    return object;
}

boost::json::value found(
    std::unordered_map<std::int64_t, boost::json::object> const& rows, std::int64_t id
) {
    auto const row = rows.find(id);
    return row == rows.end() ? boost::json::value(nullptr) : row->second;
}

}  // namespace

Directory Directory::load(db::Transaction& transaction) {
    Directory directory;
    for (auto const& row : transaction.all<Poly>(sql::kListPolies))
        if (!row.deleted_at) {
            directory.polies_.emplace(row.id, objectOf(row));
            directory.poly_names_.emplace_back(row.id, row.name);
            if (row.letter)
                directory.letters_.emplace(row.id, *row.letter);
        }
    std::ranges::sort(directory.poly_names_);
    for (auto const& row : transaction.all<StatusRow>(sql::kListStatuses)) {
        auto const found = std::ranges::find(kStations, row.status_name, &StationRow::status_name);
        if (found != kStations.end())
            directory.station_ids_[indexOf(found->station)] = row.id;
        if (!row.deleted_at)
            directory.statuses_.emplace(row.id, objectOf(row));
    }
    directory.holidays_ = Holidays(transaction.all<Holiday>(sql::kListHolidays));
    return directory;
}

boost::json::value Directory::poly(std::optional<std::int64_t> id) const {
    return id ? found(polies_, *id) : nullptr;
}

boost::json::value Directory::displayNumber(
    std::int64_t poly_id, std::optional<std::int64_t> queue_number
) const {
    auto const letter = letters_.find(poly_id);
    if (letter == letters_.end() || !queue_number)
        return nullptr;
    return boost::json::value(clinic::displayNumber(letter->second, *queue_number));
}

std::string Directory::numberOnScreen(std::int64_t poly_id, std::int64_t queue_number) const {
    auto const letter = letters_.find(poly_id);
    return letter == letters_.end() ? bareNumber(queue_number)
                                    : clinic::displayNumber(letter->second, queue_number);
}

boost::json::value Directory::status(std::int64_t id) const {
    return found(statuses_, id);
}

std::int64_t Directory::statusId(Station station) const {
    auto const id = station_ids_[indexOf(station)];
    if (id == 0)
        throw std::runtime_error(
            "there is no status named " + std::string(rowOf(station).status_name)
        );
    return id;
}

std::optional<Station> Directory::station(std::int64_t status_id) const {
    auto const found = std::ranges::find(station_ids_, status_id);
    if (found == station_ids_.end())
        return std::nullopt;
    return static_cast<Station>(found - station_ids_.begin());
}

}  // namespace antrean::clinic

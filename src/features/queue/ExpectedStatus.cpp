#include "queue/ExpectedStatus.hpp"

#include "validation/Values.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <string>

namespace antrean::queue {
namespace {

using clinic::StationRow;

std::optional<std::int64_t> findStatus(
    boost::json::value const& sent, clinic::Directory const& directory
) {
    auto const text = validation::scalarText(sent);
    if (!text || sent.is_bool())
        return std::nullopt;
    auto const named = std::ranges::find(clinic::kStations, *text, &StationRow::status_name);
    if (named != clinic::kStations.end())
        return directory.statusId(named->station);
    auto const id = validation::integerOf(sent);
    return id && directory.station(*id) ? id : std::nullopt;
}

}  // namespace

Result<std::optional<std::int64_t>> expectedStatus(
    http::Request const& request, clinic::Directory const& directory
) {
    auto const* const sent = request.input.if_contains(kExpectedStatus.name);
    if (sent == nullptr || sent->is_null())
        return std::optional<std::int64_t>();
    auto const id = findStatus(*sent, directory);
    if (!id)
        return Error::invalid(
            {{std::string(kExpectedStatus.name), {"The selected expected status is invalid."}}}
        );
    return id;
}

}  // namespace antrean::queue

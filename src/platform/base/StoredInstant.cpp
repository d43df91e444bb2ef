#include "base/StoredInstant.hpp"

namespace antrean {

Instant storedInstant(std::string_view timestamp) {
    static auto const utc = Zone::find("UTC").value();
    return utc.at(timestamp.substr(0, 10), timestamp.substr(11, 8));
}

}  // namespace antrean

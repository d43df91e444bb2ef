#include "app/ConfiguredZone.hpp"

#include "base/Log.hpp"
#include "clinic/Configs.hpp"

#include <stdexcept>
#include <utility>

namespace antrean::app {

ConfiguredZone::ConfiguredZone(db::Database& database, http::ClinicClock& clock, Zone flag_zone)
    : database_(database), clock_(clock), flag_zone_(std::move(flag_zone)) {}

void ConfiguredZone::follow() {
    auto const again = [this](db::Transaction& transaction) {
        read(transaction);
        return true;
    };
    database_.onNotice([this, again](std::string_view topic, std::uint64_t) {
        if (topic.empty() || topic == clinic::kConfigsTopic)
            database_.run(db::Mode::read, {again, [](std::optional<Error> const&) {}});
    });
    // The zone takes effect before the request that changes it is answered. The reading above may
    // run before or after this one, and remains if this one fails.
    database_.onOwnNotice([this, again](std::string_view topic, std::uint64_t) {
        if (topic == clinic::kConfigsTopic)
            database_.run(db::Mode::read_apart, {again, [](std::optional<Error> const&) {}});
    });
    auto const first = database_.read<void>([this](db::Transaction& transaction) {
        read(transaction);
        return Result<void>();
    });
    if (!first)
        throw std::runtime_error("the database does not answer: " + first.error().cause);
}

void ConfiguredZone::read(db::Transaction& transaction) {
    auto const name = clinic::findConfig(transaction, clinic::kTimezoneConfig);
    auto const zone = name ? Zone::find(*name) : std::nullopt;
    if (name && !zone)
        log::warning(
            "the config {} is not a time zone that the system knows", clinic::kTimezoneConfig
        );
    // Two threads may read two changes, and the older reading may end last.
    std::lock_guard const lock(mutex_);
    if (transaction.noticesSeen() < notices_seen_)
        return;
    notices_seen_ = transaction.noticesSeen();
    clock_.setZone(zone.value_or(flag_zone_));
}

}  // namespace antrean::app

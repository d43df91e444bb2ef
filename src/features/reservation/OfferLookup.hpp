#pragma once

#include "clinic/Lookup.hpp"
#include "reservation/ReservationInput.hpp"
#include "schedule/ScheduleBook.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace antrean::reservation {

// Keeps the schedule that the rule `exists` has read, so that it is read only once.
class OfferLookup final : public validation::Lookup {
public:
    OfferLookup(clinic::Directory const& directory, db::Transaction& transaction)
        : others_(directory, transaction), transaction_(transaction) {}

    bool exists(std::string_view table, std::int64_t id) override {
        if (table != kSchedules)
            return others_.exists(table, id);
        offer_ = schedule::findOffer(transaction_, id);
        return offer_.has_value();
    }
    bool taken(
        std::string_view table,
        std::string_view column,
        std::string_view value,
        std::int64_t ignored_id
    ) override {
        return others_.taken(table, column, value, ignored_id);
    }
    // Of the schedule_id of the input, if it has one.
    std::optional<schedule::Offer> const& offer() const { return offer_; }

private:
    clinic::Lookup others_;
    db::Transaction& transaction_;
    std::optional<schedule::Offer> offer_;
};

}  // namespace antrean::reservation

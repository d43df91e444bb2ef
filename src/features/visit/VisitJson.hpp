// A visit as answers show it: its reservation with rows that belong to it, each under its own key.
// Which rows, in which order, is a list of relations; shape and object follow from it.
//
//   constexpr Relation kRelations[] = {Relation::patient, Relation::status};
//   constexpr auto kKeys = relationKeys(kRelations);
//   constexpr http::Shape kShape = shape::extended(kReservation, kKeys, "SomeReservation");
//   auto const object = reservationObject(visit, directory, kRelations);
#pragma once

#include "clinic/Directory.hpp"
#include "http/Shape.hpp"
#include "visit/Visit.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace antrean::visit {

inline constexpr auto kReservationKeys = http::shape::keysOf<ReservationRow>();
inline constexpr http::Shape kReservation = http::shape::object(kReservationKeys, "Reservation");
inline constexpr http::Key kDisplayKeys[] = {
    {"display_number", http::shape::orNull(http::shape::like("A-012"))},  // null without a letter
};
inline constexpr auto kQueueKeys =
    http::shape::joined(http::shape::keysOf<QueueRow>(), kDisplayKeys);
inline constexpr http::Shape kQueue = http::shape::object(kQueueKeys, "Queue");

// A row, which is null if it was removed (except the queue row), or a fact of the visit that the
// documented rows do not have.
enum class Relation : std::uint8_t {
    patient,
    queue,
    status,
    poly,
    checked_in_at,
    priority,
    cancel_reason,
};

constexpr http::Key relationKey(Relation relation) {
    using http::shape::orNull;
    switch (relation) {
        case Relation::patient:
            return {"patient", orNull(patient::kPatientShape)};
        case Relation::queue:
            return {"queue", kQueue};
        case Relation::status:
            return {"status", orNull(clinic::kStatusShape)};
        case Relation::poly:
            return {"poly", orNull(clinic::kPolyShape)};
        case Relation::checked_in_at:
            return {"checked_in_at", orNull(http::shape::timestamp)};
        case Relation::priority:
            return {"priority", orNull(http::shape::oneOf(kPriorities))};
        case Relation::cancel_reason:
            return {"cancel_reason", orNull(http::shape::text)};
    }
    return {};
}

template <std::size_t Size>
consteval std::array<http::Key, Size> relationKeys(Relation const (&relations)[Size]) {
    std::array<http::Key, Size> keys{};
    for (std::size_t index = 0; index < Size; ++index)
        keys[index] = relationKey(relations[index]);
    return keys;
}

boost::json::object queueObject(Visit const& visit, clinic::Directory const& directory);
boost::json::value relationValue(
    Relation relation, Visit const& visit, clinic::Directory const& directory
);
boost::json::object reservationObject(
    Visit const& visit, clinic::Directory const& directory, std::span<Relation const> relations
);

}  // namespace antrean::visit

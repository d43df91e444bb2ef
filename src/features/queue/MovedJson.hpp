// A moved visit, as the answers to moves show it.
#pragma once

#include "visit/VisitJson.hpp"

namespace antrean::queue {

inline constexpr visit::Relation kMovedRelations[] = {
    visit::Relation::queue, visit::Relation::patient, visit::Relation::status};
inline constexpr auto kMovedRelationKeys = visit::relationKeys(kMovedRelations);
inline constexpr http::Shape kMovedReservation =
    http::shape::extended(visit::kReservation, kMovedRelationKeys, "MovedReservation");

}  // namespace antrean::queue

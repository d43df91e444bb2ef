#include "visit/VisitJson.hpp"

#include "http/Answer.hpp"
#include "http/ObjectOf.hpp"

namespace antrean::visit {

boost::json::object queueObject(Visit const& visit, clinic::Directory const& directory) {
    auto object = http::objectOf(visit.queue());
    object["display_number"] = directory.displayNumber(visit.queue_poly_id, visit.queue_number);
    return object;
}

boost::json::value relationValue(
    Relation relation, Visit const& visit, clinic::Directory const& directory
) {
    switch (relation) {
        case Relation::patient:
            if (visit.patient_deleted_at)
                return nullptr;
            return http::objectOf(visit.patient());
        case Relation::queue:
            return queueObject(visit, directory);
        case Relation::status:
            return directory.status(visit.status_id);
        case Relation::poly:
            return directory.poly(visit.poly_id);
        case Relation::checked_in_at:
            return http::timestamp(visit.checked_in_at);
        case Relation::priority:
            return http::orNull(visit.priority);
        case Relation::cancel_reason:
            return http::orNull(visit.cancel_reason);
    }
    return nullptr;
}

boost::json::object reservationObject(
    Visit const& visit, clinic::Directory const& directory, std::span<Relation const> relations
) {
    auto object = http::objectOf(visit.reservation());
    for (auto const relation : relations)
        object[relationKey(relation).name] = relationValue(relation, visit, directory);
    return object;
}

}  // namespace antrean::visit

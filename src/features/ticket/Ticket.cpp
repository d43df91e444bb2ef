#include "ticket/Ticket.hpp"

#include "http/Answer.hpp"

#include <optional>

namespace antrean::ticket {

boost::json::object ticketObject(
    Services const& services, SeenVisit const& seen, http::Request const& request
) {
    auto const& visit = seen.visit;
    auto const& directory = seen.day->directory();
    auto const ahead = seen.day->peopleAhead(visit);
    auto const link = services.links.pathOf(visit.id);
    return {
        {"clinic",
         {{"name", seen.profile->name},
          {"address", http::orNull(seen.profile->address)},
          {"phone", http::orNull(seen.profile->phone)},
          {"logo_path", http::orNull(seen.profile->logoPath())},
          {"timezone", services.clock.zone().name()}}},
        {"queue_number", visit.queue_number},
        {"display_number", directory.numberOnScreen(visit.poly_id, visit.queue_number)},
        {"poly", polyObject(directory, visit.poly_id)},
        {"doctor_name", http::orNull(visit.doctor_name)},
        {"date", visit.date},
        {"session", sessionObject(visit)},
        {"priority", http::orNull(visit.priority)},
        {"bpjs", visit.bpjs},
        {"people_ahead", http::orNull(ahead)},
        {"absent_ahead", http::orNull(seen.day->absentAhead(visit))},
        {"estimate", estimate::estimateValue(seen.day->estimate(visit, request.moment.instant))},
        {"link", std::string(request.base_path) + link},
        {"url", request.base_url + link},
        {"registered_at", http::timestamp(visit.created_at)},
        {"is_demo", seen.profile->is_demo},
    };
}

}  // namespace antrean::ticket

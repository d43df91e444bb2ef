#include "app/RouteTable.hpp"

#include "clinic/ClinicRoutes.hpp"
#include "patient/PatientRoutes.hpp"
#include "queue/QueueRoutes.hpp"
#include "realtime/AuthRoutes.hpp"
#include "reservation/ReservationRoutes.hpp"
#include "schedule/ScheduleRoutes.hpp"

namespace antrean::app {

http::Routes routeTable(Features const& features) {
    account::Services const account{
        features.users, features.directories, features.throttle, features.login};
    http::Routes routes;
    account::addLoginRoutes(routes, account);
    account::addUserRoutes(routes, account);
    account::addRoleRoutes(routes);
    clinic::addRoutes(routes);
    schedule::addRoutes(routes);
    reservation::addRoutes(routes, {features.directories, features.ledger});
    queue::addRoutes(
        routes,
        {features.directories,
         features.ledger,
         features.served,
         features.list_queue_numbers_as_text,
         features.broadcast_queue}
    );
    patient::addRoutes(routes);
    realtime::addAuthRoutes(routes, features.realtime_app);
    realtime::addEventRoutes(routes, features.events, features.knows_bearer);
    return routes;
}

}  // namespace antrean::app

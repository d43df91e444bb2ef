#include "app/RouteTable.hpp"

#include "checkup/CheckupRoutes.hpp"
#include "clinic/ClinicRoutes.hpp"
#include "clinic/ConfigRoutes.hpp"
#include "dashboard/DashboardRoutes.hpp"
#include "delivery/DeliveryRoutes.hpp"
#include "faq/FaqRoutes.hpp"
#include "openapi/OpenapiRoutes.hpp"
#include "patient/PatientRoutes.hpp"
#include "queue/QueueRoutes.hpp"
#include "realtime/ApiRoutes.hpp"
#include "realtime/AuthRoutes.hpp"
#include "reminder/ConfigRoutes.hpp"
#include "reminder/PreviewRoutes.hpp"
#include "report/ExportRoutes.hpp"
#include "reservation/ReservationRoutes.hpp"
#include "schedule/ScheduleRoutes.hpp"
#include "whatsapp/ConfigRoutes.hpp"

namespace antrean::app {

http::Routes routeTable(Features const& features) {
    account::Services const account{
        features.users, features.directories, features.throttle, features.login};
    http::Routes routes;
    account::addLoginRoutes(routes, account);
    account::addUserRoutes(routes, account);
    account::addRoleRoutes(routes);
    clinic::addRoutes(routes);
    faq::addFaqRoutes(routes, features.faq_files);
    schedule::addRoutes(routes);
    reservation::addRoutes(routes, {features.directories, features.ledger});
    queue::addRoutes(
        routes,
        {features.directories,
         features.ledger,
         features.served,
         features.webhook,
         features.queue.list_numbers_as_text,
         features.broadcast_queue}
    );
    patient::addRoutes(routes);
    realtime::addAuthRoutes(routes, features.realtime.firstApp());
    realtime::addApiRoutes(routes, features.realtime);
    feed::addEventRoutes(routes, features.events, features.knows_bearer);
    clinic::addConfigRoutes(routes);
    reminder::addConfigRoutes(routes);
    whatsapp::addConfigRoutes(routes, features.waha_test.seal);
    reminder::addPreviewRoutes(routes, features.directories, features.clock);
    whatsapp::addTestRoutes(routes, features.waha_test);
    whatsapp::addWebhookRoutes(routes, features.waha_webhook);
    delivery::addRoutes(routes, features.outbox);
    checkup::addRoutes(routes);
    dashboard::addRoutes(routes);
    report::Services const reports{features.directories, features.clock};
    report::addRoutes(routes, reports);
    report::addExportRoutes(routes, reports, features.export_folder);
    lab::addRoutes(routes, features.lab);
    openapi::addRoutes(routes, features.created_status);  // of all above
    return routes;
}

}  // namespace antrean::app

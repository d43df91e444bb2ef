// Every route of the program but those of the HTTP server itself.
#pragma once

#include "account/AccountRoutes.hpp"
#include "app/AboutRoutes.hpp"
#include "app/Settings.hpp"
#include "audit/AuditRoutes.hpp"
#include "backup/BackupRoutes.hpp"
#include "base/Seal.hpp"
#include "board/BoardRoutes.hpp"
#include "clinic/ProfileRoutes.hpp"
#include "dashboard/SummaryRoutes.hpp"
#include "delivery/DeliveryRoutes.hpp"
#include "estimate/EstimateRoutes.hpp"
#include "faq/FaqRoutes.hpp"
#include "feed/EventRoutes.hpp"
#include "http/Route.hpp"
#include "kiosk/KioskRoutes.hpp"
#include "lab/ImportRoutes.hpp"
#include "lab/LabRoutes.hpp"
#include "queue/QueueRoutes.hpp"
#include "queue/WebhookTestRoutes.hpp"
#include "realtime/ApiRoutes.hpp"
#include "reminder/LinkRoutes.hpp"
#include "reminder/PreviewRoutes.hpp"
#include "report/ReportRoutes.hpp"
#include "reservation/ReservationRoutes.hpp"
#include "schedule/ScheduleRoutes.hpp"
#include "screens/ScreenRoutes.hpp"
#include "ticket/PageRoutes.hpp"
#include "ticket/TicketRoutes.hpp"
#include "whatsapp/TestRoutes.hpp"
#include "whatsapp/WebhookRoutes.hpp"

namespace antrean::app {

// What decides which variant of a route is served and documented.
struct RouteVariants {
    bool has_text_numbers = true;  // the queue list's numbers are texts
    lab::Places lab;
    int created_status = 201;
};

RouteVariants routeVariants(Settings const& settings);

// The services of the features' routes. References in them outlive the routes.
struct RouteServices {
    account::Services account;
    clinic::ProfileServices profile;
    board::Services board;
    estimate::Services estimate;
    faq::Services faq;
    schedule::Services schedule;
    reservation::Services reservation;
    queue::Services queue;
    ticket::Services ticket;
    ticket::PageServices ticket_page;
    kiosk::Services kiosk;
    realtime::Services realtime;
    feed::Services feed;
    reminder::Services reminder;
    reminder::LinkServices visit_link;
    whatsapp::TestServices whatsapp_test;
    queue::WebhookTestServices webhook_test;
    whatsapp::WebhookServices whatsapp_webhook;
    delivery::Services delivery;
    backup::Services backup;
    dashboard::SummaryServices summary;
    report::Services report;
    lab::Services lab;
    lab::ImportServices lab_import;
    audit::Services audit;
    AboutServices about;
    screens::Services screens;
    Seal const& seal;  // of master data with secrets
    http::NoServices none = {};
};

http::Descriptions describeRoutes(RouteVariants const& variants);
http::Routes bindRoutes(RouteVariants const& variants, RouteServices const& services);

}  // namespace antrean::app

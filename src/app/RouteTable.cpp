#include "app/RouteTable.hpp"

#include "checkup/CheckupRoutes.hpp"
#include "clinic/ClinicRoutes.hpp"
#include "clinic/ConfigRoutes.hpp"
#include "dashboard/DashboardRoutes.hpp"
#include "logo/LogoRoutes.hpp"
#include "openapi/OpenapiRoutes.hpp"
#include "patient/PatientRoutes.hpp"
#include "realtime/AuthRoutes.hpp"
#include "reminder/ConfigRoutes.hpp"
#include "whatsapp/ConfigRoutes.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <utility>

namespace antrean::app {
namespace {

template <class List>
void append(List& list, List more) {
    std::ranges::move(more, std::back_inserter(list));
}

class Describing {
public:
    template <class Services>
    void add(http::RouteTable<Services> table, Services RouteServices::*) {
        append(all, http::describe(table));
    }
    void add(std::span<resource::Resource const> resources) {
        for (auto const& each : resources)
            append(all, resource::describe(each));
    }
    void addReports() { append(all, report::describe()); }

    http::Descriptions all;
};

class Binding {
public:
    explicit Binding(RouteServices const& services) : services_(services) {}

    template <class Services>
    void add(http::RouteTable<Services> table, Services RouteServices::*of) {
        append(all, http::bind(table, services_.*of));
    }
    void add(std::span<resource::Resource const> resources) {
        for (auto const& each : resources)
            append(all, resource::bind(each, &services_.seal));
    }
    void addReports() { append(all, report::bind(services_.report)); }

    http::Routes all;

private:
    RouteServices const& services_;
};

// In the order of the API document, which comes last itself.
template <class To>
void addFeatures(To& to, RouteVariants const& variants) {
    using Of = RouteServices;
    to.add(account::loginRoutes(), &Of::account);
    to.add(account::sessionRoutes(), &Of::account);
    to.add(account::profileRoutes(), &Of::account);
    to.add(account::userRoutes(), &Of::account);
    to.add(account::roles());
    to.add(account::permissionRoutes(), &Of::none);
    to.add(clinic::resources());
    to.add(faq::routes(), &Of::faq);
    to.add(schedule::routes(), &Of::schedule);
    to.add(schedule::weekPlanRoutes(), &Of::schedule);
    to.add(schedule::holidayRoutes(), &Of::schedule);
    to.add(reservation::routes(), &Of::reservation);
    to.add(queue::routes(variants.has_text_numbers), &Of::queue);
    to.add(queue::moveRoutes(), &Of::queue);
    to.add(queue::checkInRoutes(), &Of::queue);
    to.add(queue::undoRoutes(), &Of::queue);
    to.add(queue::currentRoutes(), &Of::queue);
    to.add(board::routes(), &Of::board);
    to.add(ticket::visitRoutes(), &Of::ticket);
    to.add(ticket::streamRoutes(), &Of::ticket);
    to.add(ticket::ticketRoutes(), &Of::ticket);
    to.add(ticket::pageRoutes(), &Of::ticket_page);
    to.add(estimate::routes(), &Of::estimate);
    to.add(kiosk::adminRoutes(), &Of::kiosk);
    to.add(kiosk::deviceRoutes(), &Of::kiosk);
    to.add(patient::routes(), &Of::none);
    to.add(realtime::authRoutes(), &Of::realtime);
    to.add(realtime::apiRoutes(), &Of::realtime);
    to.add(feed::routes(), &Of::feed);
    to.add(clinic::profileRoutes(), &Of::profile);
    to.add(logo::routes(), &Of::none);
    to.add(clinic::configs());
    to.add(reminder::configs());
    to.add(whatsapp::configs());
    to.add(reminder::previewRoutes(), &Of::reminder);
    to.add(reminder::linkRoutes(), &Of::visit_link);
    to.add(whatsapp::testRoutes(), &Of::whatsapp_test);
    to.add(queue::webhookTestRoutes(), &Of::webhook_test);
    to.add(whatsapp::webhookRoutes(), &Of::whatsapp_webhook);
    to.add(delivery::routes(), &Of::delivery);
    to.add(backup::routes(), &Of::backup);
    to.add(checkup::resources());
    to.add(dashboard::routes(), &Of::none);
    to.add(dashboard::summaryRoutes(), &Of::summary);
    to.addReports();
    to.add(lab::tokenCallRoutes(variants.lab), &Of::lab);
    to.add(lab::orderCallRoutes(variants.lab), &Of::lab);
    to.add(lab::tokenRoutes(variants.lab), &Of::lab);
    to.add(lab::deskRoutes(variants.lab), &Of::lab);
    to.add(lab::importRoutes(), &Of::lab_import);
    to.add(audit::routes(), &Of::audit);
    to.add(aboutRoutes(), &Of::about);
    to.add(screens::routes(), &Of::screens);
}

}  // namespace

RouteVariants routeVariants(Settings const& settings) {
    return {
        settings.queue.list_numbers_as_text,
        {!settings.lab.database_url.empty(), settings.lab.has_tokens_there},
        settings.dispatch.created_status,
    };
}

http::Descriptions describeRoutes(RouteVariants const& variants) {
    Describing describing;
    addFeatures(describing, variants);
    append(describing.all, http::describe(openapi::routes()));
    return std::move(describing.all);
}

http::Routes bindRoutes(RouteVariants const& variants, RouteServices const& services) {
    Binding binding(services);
    addFeatures(binding, variants);
    openapi::Services const openapi{std::make_shared<openapi::Document const>(
        describeRoutes(variants), variants.created_status
    )};
    append(binding.all, http::bind(openapi::routes(), openapi));
    return std::move(binding.all);
}

}  // namespace antrean::app

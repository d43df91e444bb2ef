#include "app/AboutRoutes.hpp"

#include "app/Sql.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <system_error>

namespace antrean::app {
namespace {

namespace gives = http::gives;
namespace shape = http::shape;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::string_view kEngines = "sqlite,postgres";

constexpr http::Key kAboutKeys[] = {
    {"version", shape::like("0.1.0")},
    {"engine", shape::oneOf(kEngines)},
    {"started_at", shape::timestamp},
    {"uptime_seconds", shape::integer},
    {"database_size_bytes", shape::integer},
    {"disk_free_bytes", shape::orNull(shape::integer)},
    {"disk_size_bytes", shape::orNull(shape::integer)},
    {"is_healthy", shape::boolean},
    {"problem", shape::orNull(shape::text)},
};
constexpr http::Shape kAbout = shape::object(kAboutKeys, "About");

constexpr Endpoint kShow{
    .work = Work::read,
    .permission = Permission::superadmin_only,
    .summary = "Show version, uptime, size of the database and free space of this server",
    .outcome = gives::one(kAbout).noting("`disk_*` are of the disk with the data folder."),
};

struct About {
    db::Engine engine{};
    std::int64_t database_size_bytes = 0;
    std::optional<std::filesystem::space_info> disk;
    std::optional<std::string> problem;
};

Result<About> find(AboutServices const& services, Request const&, db::Transaction& transaction) {
    About about;
    about.engine = transaction.engine();
    about.database_size_bytes = transaction.number(sql::kFindDatabaseSize).value_or(0);
    std::error_code error;
    auto const space = std::filesystem::space(services.data_dir, error);
    if (!error)
        about.disk = space;
    about.problem = services.database_trouble();
    return about;
}

boost::json::value bytesOf(
    std::optional<std::filesystem::space_info> const& disk,
    std::uintmax_t std::filesystem::space_info::*member
) {
    return disk ? boost::json::value(static_cast<std::int64_t>((*disk).*member)) : nullptr;
}

Response show(AboutServices const& services, Request const& request, About const& about) {
    auto const uptime = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - services.started_at
    );
    auto const started_at = request.moment.instant - uptime;
    return http::answer(
        "Server retrieved successfully",
        boost::json::object{
            {"version", ANTREAN_VERSION},
            {"engine", about.engine == db::Engine::sqlite ? "sqlite" : "postgres"},
            {"started_at", jsonTimestamp(storedTimestamp(started_at))},
            {"uptime_seconds", uptime.count()},
            {"database_size_bytes", about.database_size_bytes},
            {"disk_free_bytes", bytesOf(about.disk, &std::filesystem::space_info::available)},
            {"disk_size_bytes", bytesOf(about.disk, &std::filesystem::space_info::capacity)},
            {"is_healthy", !about.problem},
            {"problem", http::orNull(about.problem)},
        }
    );
}

constexpr http::RouteOf<AboutServices> kRoutes[] = {
    {http::Method::get, "/api/about", kShow, run<find, show>},
};

}  // namespace

http::RouteTable<AboutServices> aboutRoutes() {
    return kRoutes;
}

}  // namespace antrean::app

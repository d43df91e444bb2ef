// The backups of this server, for the screen of those who run it.
#include "backup/BackupRoutes.hpp"

#include "audit/Entry.hpp"
#include "auth/Permissions.hpp"
#include "backup/Backups.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/FileAnswer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <utility>
#include <vector>

namespace antrean::backup {
namespace {

namespace gives = http::gives;
namespace shape = http::shape;
using db::Database;
using http::Endpoint;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr auto kPermission = auth::permission("backups.write");

constexpr http::Shape kKind = shape::oneOf("planned,manual,upgrade");
constexpr http::Key kRowKeys[] = {
    {"name", shape::like("antrean-20261130T190000Z-planned.tar.zst")},
    {"kind", kKind},
    {"begun_at", shape::timestamp},
    {"bytes", shape::integer},
};
constexpr http::Shape kRow = shape::object(kRowKeys, "Backup");

constexpr http::Key kRunningKeys[] = {
    {"kind", kKind},
    {"begun_at", shape::timestamp},
    {"step", shape::oneOf(kStepNames)},
    {"percent", shape::orNull(shape::integer)},
};
constexpr http::Key kFailureKeys[] = {
    {"kind", kKind},
    {"failed_at", shape::timestamp},
    {"reason", shape::oneOf(kFailureNames)},
};
constexpr http::Key kKeepKeys[] = {
    {"days", shape::integer},
    {"weeks", shape::integer},
    {"months", shape::integer},
};
constexpr http::Key kBesideKeys[] = {
    {"health", shape::oneOf("off,ok,late,failed")},
    {"next_at", shape::orNull(shape::timestamp)},
    {"running", shape::orNull(shape::object(kRunningKeys))},
    {"last_failure", shape::orNull(shape::object(kFailureKeys))},
    {"keep", shape::object(kKeepKeys)},
};

constexpr Endpoint kList{
    .work = Work::offload,
    .permission = kPermission,
    .summary = "List the backups of this server, newest first",
    .outcome = gives::list(kRow)
                   .with(kBesideKeys)
                   .noting("Each was verified when it was made. `next_at` is the time of the next "
                           "planned backup, null "
                           "without `--backup-dir`; `last_failure` is null after a backup that "
                           "succeeded. `health` is "
                           "`late` when a planned backup is more than two hours late. `percent` is "
                           "the share of the step that is done, null if it cannot be known."),
};

boost::json::string timestampOf(Instant instant) {
    return boost::json::string(jsonTimestamp(storedTimestamp(instant)));
}

boost::json::object besideOf(Backups const& backups) {
    auto const status = backups.status();
    auto const keep = backups.keep();
    boost::json::object beside{
        {"health", backups.health()},
        {"next_at", nullptr},
        {"running", nullptr},
        {"last_failure", nullptr},
        {"keep", {{"days", keep.days}, {"weeks", keep.weeks}, {"months", keep.months}}},
    };
    if (status.next_at)
        beside["next_at"] = timestampOf(*status.next_at);
    if (auto const& running = status.running)
        beside["running"] = {
            {"kind", nameOf(running->kind)},
            {"begun_at", timestampOf(running->begun_at)},
            {"step", nameOf(running->step)},
            {"percent", running->percent ? boost::json::value(*running->percent) : nullptr}};
    if (auto const& failure = status.last_failure)
        beside["last_failure"] = {
            {"kind", nameOf(failure->kind)},
            {"failed_at", timestampOf(failure->at)},
            {"reason", nameOf(failure->reason)}};
    return beside;
}

Result<Response> list(Services const& services, Request const&, Database&) {
    boost::json::array rows;
    for (auto const& backup : services.backups.folder().list())
        rows.push_back(boost::json::object{
            {"name", backup.name},
            {"kind", nameOf(backup.kind)},
            {"begun_at", timestampOf(backup.begun_at)},
            {"bytes", backup.bytes}});
    Response response;
    response.body = {{"status", "success"}, {"message", "Backups retrieved successfully"}};
    auto& body = response.body.as_object();
    for (auto& [key, value] : besideOf(services.backups))
        body[key] = std::move(value);
    body["data"] = std::move(rows);
    return response;
}

constexpr http::Refusal kRunning{ErrorKind::conflict, "A backup is being made already"};

constexpr Endpoint kStart{
    .work = Work::none,
    .permission = kPermission,
    .summary = "Begin a backup now",
    .outcome = gives::message().refusing(kRunning).noting(
        "The answer does not wait for the backup: look for `running` and `last_failure` in the "
        "list."
    ),
};

Result<Response> begin(Services const& services, Request const&) {
    if (!services.backups.request())
        return kRunning.error();
    return http::answer("Backup begun");
}

constexpr http::Refusal kUnknown{ErrorKind::not_found, "Backup not found"};

constexpr Endpoint kDownload{
    .work = Work::offload,
    .permission = kPermission,
    .summary = "Download a backup",
    .outcome =
        gives::file("application/zstd")
            .unlessKnown()
            .inParts()
            .refusing(kUnknown)
            .noting("It contains every patient and the keys of this installation. A download "
                    "is in the audit."),
};

Result<Response> download(Services const& services, Request const& request, Database& database) {
    auto file = services.backups.folder().open(request.parameter);
    if (!file)
        return kUnknown.error();
    auto answer = http::fileAnswer(
        request,
        {std::move(file),
         "application/zstd",
         fmt::format("attachment; filename={}", request.parameter),
         "private, no-store"}
    );
    if (!answer.file || request.method == http::Method::head)
        return answer;
    // Before the first byte is sent, so that none is sent that the audit does not have.
    auto const written = database.write<bool>([&](db::Transaction& transaction) {
        audit::record(
            transaction,
            request,
            {.kind = "backup", .action = "downloaded", .object_name = request.parameter}
        );
        return Result<bool>(true);
    });
    if (!written)
        return written.error();
    return answer;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/backups", kList, run<list>},
    {post, "/api/backups", kStart, run<begin>},
    {get, "/api/backups/{file}", kDownload, run<download>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::backup

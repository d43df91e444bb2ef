#include "audit/AuditRoutes.hpp"

#include "audit/Line.hpp"
#include "auth/Permissions.hpp"
#include "base/Clock.hpp"
#include "base/StoredInstant.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/FileAnswer.hpp"
#include "http/InputOf.hpp"
#include "xlsx/Workbook.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace antrean::audit {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace json = boost::json;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::int64_t kSizeDefault = 50;
constexpr std::int64_t kSizeMax = 200;

struct Filter {
    std::optional<std::string> source;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
    std::optional<std::int64_t> user_id;
    std::optional<std::string> kind;
    std::optional<std::string> action;
    std::optional<std::int64_t> object_id;
    std::optional<std::string> cursor;
    std::optional<std::int64_t> per_page;
};
BOOST_DESCRIBE_STRUCT(
    Filter, (), (source, date_from, date_to, user_id, kind, action, object_id, cursor, per_page)
)
constexpr is::Field kFilter[] = {
    is::field("source", is::nullable, is::in(kSources)),
    is::field("date_from", is::nullable, is::date),
    is::field("date_to", is::nullable, is::date),
    is::field("user_id", is::nullable, is::integer),
    is::field("kind", is::nullable, is::text, is::max(50)),
    is::field("action", is::nullable, is::text, is::max(50)),
    is::field("object_id", is::nullable, is::integer),
    is::field("cursor", is::nullable, is::text, is::max(50)),
    is::field("per_page", is::nullable, is::integer, is::between(1, kSizeMax)),
};
static_assert(is::describes<Filter>(kFilter));

// Between these, texts compare like instants, and both databases know the dates.
constexpr std::string_view kFirstInstant = "0001-01-01 00:00:00";
constexpr std::string_view kLastInstant = "9999-12-31 23:59:59";
constexpr std::int64_t kLastSecond = 253'402'300'799;

std::string textOf(Cursor const& cursor) {
    auto const since = storedInstant(cursor.created_at).time_since_epoch();
    return fmt::format(
        "{}-{}", std::chrono::duration_cast<std::chrono::seconds>(since).count(), cursor.id
    );
}

// Reads what textOf wrote; empty for any other text.
std::optional<Cursor> cursorOf(std::string_view text) {
    auto const parts = text::split(text, '-');
    if (parts.size() != 2)
        return std::nullopt;
    auto const second = text::toInt(parts[0]);
    auto const id = text::toInt(parts[1]);
    if (!second || !id || *second > kLastSecond)
        return std::nullopt;
    return Cursor{storedTimestamp(Instant(std::chrono::seconds(*second))), *id};
}

Result<Question> questionOf(Filter const& filter, Request const& request, Zone const& zone) {
    Question question;
    question.source = filter.source == kVisits ? kVisits : std::string_view("settings");
    auto& selection = question.selection;
    if (filter.date_from)
        selection.from_at = std::max(
            storedTimestamp(zone.firstSecond(*filter.date_from)), std::string(kFirstInstant)
        );
    if (filter.date_to) {
        selection.to_at = storedTimestamp(zone.lastSecond(*filter.date_to));
        if (selection.to_at->size() > kLastInstant.size())
            selection.to_at = kLastInstant;
    }
    selection.user_id = filter.user_id;
    selection.kind = filter.kind;
    selection.object_id = filter.object_id;
    if (filter.cursor) {
        selection.behind = cursorOf(*filter.cursor);
        if (!selection.behind)
            return Error::invalid({{"cursor", {"The selected cursor is invalid."}}});
    }
    question.action = filter.action.value_or("");
    if (auto const* search = request.input.if_contains(http::kSearch.name))
        question.search = search->is_string() ? std::string(search->get_string()) : std::string();
    return question;
}

constexpr http::Key kUserKeys[] = {{"id", shape::integer}, {"name", shape::text}};
constexpr http::Shape kUser = shape::object(kUserKeys, "AuditUser");
constexpr http::Key kLineKeys[] = {
    {"id", shape::integer},
    {"created_at", shape::timestamp},
    {"user", shape::orNull(kUser)},
    {"kind", shape::like("role_permissions")},
    {"action", shape::like("changed")},
    {"object_id", shape::orNull(shape::integer)},
    {"object_name", shape::orNull(shape::text)},
    {"before", shape::orNull(shape::anything)},
    {"after", shape::orNull(shape::anything)},
    {"address", shape::orNull(shape::text)},
    {"request_id", shape::orNull(shape::text)},
};
constexpr http::Shape kLine = shape::object(kLineKeys, "AuditEntry");

constexpr http::Key kNextKeys[] = {
    {"next_cursor", shape::orNull(shape::text)},
    {"searched_to", shape::orNull(shape::timestamp)},
};

constexpr std::string_view kSearched =
    "the name of the object, its values, the user and the address";

constexpr Endpoint kList{
    .work = Work::read,
    .permission = auth::permission("audit.read"),
    .input = kFilter,
    .summary = "List who changed what, newest first",
    .outcome = gives::list(kLine).with(kNextKeys).searching(kSearched).noting(
        "`source` is `settings` (the default) or `visits`, which are the changes of visits. "
        "`before` and `after` have the fields that differ; secrets, and what patients say to "
        "their clinic, are `\"changed\"`. `next_cursor` gets the page that follows, as "
        "`cursor`. A page of a search looks at 2,000 entries at most: `searched_to` is the "
        "time of the last one, and the next page goes on from there. Days are the clinic's."
    ),
    .reads_history = true,
};

struct Listed {
    Lines page;
};

Result<Listed> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const filter = http::inputOf<Filter>(request, kList);
    if (!filter)
        return filter.error();
    auto const question = questionOf(*filter, request, services.clock.zone());
    if (!question)
        return question.error();
    auto const directory = services.directories.get(transaction);
    return Listed{
        listLines(transaction, *question, *directory, filter->per_page.value_or(kSizeDefault))};
}

json::value fieldsOf(std::optional<json::object> const& fields) {
    return fields ? json::value(*fields) : nullptr;
}

json::object objectOf(Line const& line) {
    json::value user = nullptr;
    if (line.user_id)
        user = {{"id", *line.user_id}, {"name", line.user_name.value_or("")}};
    return {
        {"id", line.id},
        {"created_at", jsonTimestamp(line.created_at)},
        {"user", std::move(user)},
        {"kind", line.kind},
        {"action", line.action},
        {"object_id", http::orNull(line.object_id)},
        {"object_name", http::orNull(line.object_name)},
        {"before", fieldsOf(line.before)},
        {"after", fieldsOf(line.after)},
        {"address", http::orNull(line.address)},
        {"request_id", http::orNull(line.request_id)},
    };
}

Response showList(Services const&, Request const&, Listed const& listed) {
    auto const& [lines, next] = listed.page;
    json::array rows;
    for (auto const& line : lines)
        rows.push_back(objectOf(line));
    Response response;
    response.body = {
        {"status", "success"},
        {"message", "Audit retrieved successfully"},
        {"next_cursor", next ? json::value(textOf(*next)) : nullptr},
        {"searched_to", next ? json::value(jsonTimestamp(next->created_at)) : nullptr},
        {"data", std::move(rows)},
    };
    return response;
}

constexpr char const* kSpreadsheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

constexpr Endpoint kExport{
    .work = Work::bulk,
    .permission = auth::permission("audit.read"),
    .input = kFilter,
    .summary = "Get who changed what as a spreadsheet, newest first",
    .outcome = gives::file(kSpreadsheetType).searching(kSearched),
    .reads_history = true,
};

std::vector<xlsx::Column> columns() {
    using enum xlsx::Kind;
    return {
        {"date", date},
        {"time", xlsx::Kind::text},
        {"user", xlsx::Kind::text},
        {"kind", xlsx::Kind::text},
        {"action", xlsx::Kind::text},
        {"object_id", integer},
        {"object_name", xlsx::Kind::text},
        {"before", xlsx::Kind::text},
        {"after", xlsx::Kind::text},
        {"address", xlsx::Kind::text},
    };
}

std::string_view orEmpty(std::optional<std::string> const& text) {
    return text ? std::string_view(*text) : std::string_view();
}

std::string serialized(std::optional<json::object> const& fields) {
    return fields ? json::serialize(*fields) : std::string();
}

void write(
    Transaction& transaction,
    Question const& question,
    clinic::Directory const& directory,
    Zone const& zone,
    xlsx::Workbook& workbook
) {
    listAll(transaction, question, directory, [&](Line const& line) {
        auto const moment = zone.moment(storedInstant(line.created_at));
        auto const before = serialized(line.before);
        auto const after = serialized(line.after);
        xlsx::Cell const cells[] = {
            std::string_view(moment.date),
            std::string_view(moment.time),
            orEmpty(line.user_name),
            std::string_view(line.kind),
            std::string_view(line.action),
            line.object_id ? xlsx::Cell(*line.object_id) : xlsx::Cell(nullptr),
            orEmpty(line.object_name),
            std::string_view(before),
            std::string_view(after),
            orEmpty(line.address),
        };
        return workbook.add(cells);
    });
}

// All entries are read in one transaction, so they are of the same moment.
Result<Response> exported(
    Services const& services, Request const& request, db::Database& database
) {
    auto const filter = http::inputOf<Filter>(request, kExport);
    if (!filter)
        return filter.error();
    auto const zone = services.clock.zone();
    auto const question = questionOf(*filter, request, zone);
    if (!question)
        return question.error();
    return database.readApart<Response>([&](Transaction& transaction) -> Result<Response> {
        // The job may run again after a failure of the database: each run has a file of its own.
        auto file = OpenFile::unnamed(services.export_folder);
        if (!file)
            return Error::unavailable(fmt::format(
                "cannot make a file in {}: {}",
                services.export_folder,
                std::generic_category().message(errno)
            ));
        auto const directory = services.directories.get(transaction);
        xlsx::Workbook workbook(file, columns(), request.client_gone);
        write(transaction, *question, *directory, zone, workbook);
        if (auto const written = workbook.finish(); !written)
            return written.error();
        return http::attachmentAnswer(std::move(file), kSpreadsheetType, "audit.xlsx");
    });
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/audit", kList, run<list, showList>},
    {get, "/api/audit/export", kExport, run<exported>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::audit

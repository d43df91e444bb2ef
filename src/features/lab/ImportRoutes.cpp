#include "lab/ImportRoutes.hpp"

#include "audit/Entry.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "lab/Tables.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace antrean::lab {
namespace {

namespace fs = std::filesystem;
namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::size_t kBodyBytesMax = 65 * 1024 * 1024;
// Each form of a file needs two statements, which stay as long as the program runs.
constexpr std::size_t kStatementsMax = 2'000;
constexpr std::string_view kCsv = ".csv";

constexpr http::Refusal kRuns{ErrorKind::conflict, "An import is running"};
constexpr http::Refusal kElsewhere{ErrorKind::refused, "The lab has a database of its own"};
constexpr http::Refusal kTooManyForms{
    ErrorKind::refused, "Too many different files were imported. Restart the server."};

constexpr std::int64_t kKibibytesMax = 64 * 1024;
constexpr is::Field kInput[] = {
    is::field("file", is::required, is::file, is::max(kKibibytesMax)),
};

constexpr http::Key kImportedKeys[] = {{"files", shape::integer}, {"rows", shape::integer}};
constexpr http::Shape kImported = shape::object(kImportedKeys, "LabImport");

constexpr Endpoint kImport{
    .work = Work::offload,
    .permission = Permission::superadmin_only,
    .input = kInput,
    .summary = "Import CSV files; each is named after the table of the lab that its rows belong to",
    .outcome = gives::one(kImported)
                   .refusing(kRuns, kElsewhere, kTooManyForms)
                   .noting("All files in one request, as multipart/form-data, each as `file`; 64 "
                           "MiB at most. All rows are imported, or none. `errors` names the rows "
                           "that cannot be: 20 of a file at most."),
    .has_own_check = true,  // with what the files contain
    .body_bytes_max = kBodyBytesMax,
};

// A folder that lives as long as this object.
class Folder {
public:
    explicit Folder(std::string const& parent) : path_(parent + "/lab-import-XXXXXX") {
        exists_ = ::mkdtemp(path_.data()) != nullptr;
    }
    ~Folder() {
        std::error_code ignored;
        if (exists_)
            fs::remove_all(path_, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    explicit operator bool() const { return exists_; }
    fs::path path() const { return path_; }

private:
    std::string path_;
    bool exists_ = false;
};

// The tables of the uploads, in their order. The client's names only choose a table.
Result<std::vector<Table const*>> tablesOf(Request const& request) {
    std::vector<Table const*> tables;
    if (request.uploads.empty())
        return Error::invalid({{"file", {"The file field is required."}}});
    for (auto const& upload : request.uploads) {
        auto const name = text::lower(upload.file_name);
        auto const* table =
            name.ends_with(kCsv)
                ? findTable(std::string_view(name).substr(0, name.size() - kCsv.size()))
                : nullptr;
        if (!upload.is_whole)
            return Error::invalid({{"file", {"The file failed to upload."}}});
        if (table == nullptr)
            return Error::invalid(
                {{"file", {fmt::format("{} is not named after a table.", upload.file_name)}}}
            );
        if (std::ranges::find(tables, table) != tables.end())
            return Error::invalid({{"file", {fmt::format("{} occurs twice.", table->name)}}});
        tables.push_back(table);
    }
    return tables;
}

bool writeFiles(
    Request const& request, std::vector<Table const*> const& tables, fs::path const& folder
) {
    for (std::size_t i = 0; i < tables.size(); ++i) {
        std::ofstream file(folder / fmt::format("{}{}", tables[i]->name, kCsv), std::ios::binary);
        auto const& content = request.uploads[i].content;
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        file.close();
        if (!file)
            return false;
    }
    return true;
}

std::int64_t linesOf(Request const& request) {
    std::int64_t lines = 0;
    for (auto const& upload : request.uploads)
        lines += std::ranges::count(upload.content, '\n');
    return lines;
}

// The error of a refused import, with every row that is known to be wrong.
Error withFaults(Error error, std::vector<Fault> const& faults) {
    if (error.kind != ErrorKind::refused)
        return error;
    if (faults.empty())
        return Error::invalid({{"file", {error.message}}});
    FieldErrors of_file{faults.front().file, {}};
    for (auto const& fault : faults)
        of_file.messages.push_back(fmt::format("Row {}: {}", fault.row, fault.what));
    return Error::invalid({std::move(of_file)});
}

void writeDown(Request const& request, db::Transaction& transaction, Imported const& imported) {
    audit::record(
        transaction,
        request,
        {.kind = "lab_import",
         .action = "imported",
         .after = boost::json::serialize(boost::json::object{
             {"files", imported.files}, {"rows", imported.rows}})}
    );
}

Result<Imported> import(
    ImportServices const& services, Request const& request, db::Database& database
) {
    if (services.has_own_database)
        return kElsewhere.error();
    auto const tables = tablesOf(request);
    if (!tables)
        return tables.error();
    auto turn = services.desk.begin(linesOf(request), request.moment.instant);
    if (!turn)
        return kRuns.error();
    auto& import = turn->import();
    if (import.statementCount() > kStatementsMax)
        return kTooManyForms.error();
    Folder const folder(turn->folder());
    if (!folder || !writeFiles(request, *tables, folder.path()))
        return Error::unavailable("cannot write the files of an import");
    auto const imported =
        import.run(database, folder.path(), [&](db::Transaction& transaction, auto const& all) {
            writeDown(request, transaction, all);
        });
    turn->end(imported ? std::string() : imported.error().message);
    if (!imported)
        return withFaults(imported.error(), import.faults());
    return *imported;
}

Response showImported(ImportServices const&, Request const&, Imported const& imported) {
    return http::answer(
        "Files imported successfully",
        boost::json::object{{"files", imported.files}, {"rows", imported.rows}}
    );
}

constexpr http::Key kStateKeys[] = {
    {"state", shape::oneOf("idle,running,done,failed")},
    {"started_at", shape::orNull(shape::instant)},
    {"rows", shape::integer},
    {"rows_total", shape::integer},
    {"problem", shape::orNull(shape::text)},
};
constexpr http::Shape kState = shape::object(kStateKeys, "LabImportState");

constexpr Endpoint kShow{
    .work = Work::none,
    .permission = Permission::superadmin_only,
    .summary = "Show how far the last import is",
    .outcome = gives::one(kState).noting("Of the process that answers. `rows_total` is the number "
                                         "of lines of the files."),
};

Result<Response> showState(ImportServices const& services, Request const&) {
    auto const state = services.desk.state();
    return http::answer(
        "Import retrieved successfully",
        boost::json::object{
            {"state", state.state},
            {"started_at",
             state.started_at ? boost::json::value(jsonInstant(*state.started_at)) : nullptr},
            {"rows", state.rows},
            {"rows_total", state.rows_total},
            {"problem", state.problem.empty() ? nullptr : boost::json::value(state.problem)},
        }
    );
}

using enum http::Method;

constexpr http::RouteOf<ImportServices> kRoutes[] = {
    {post, "/api/lab/import", kImport, run<import, showImported>},
    {get, "/api/lab/import", kShow, run<showState>},
};

}  // namespace

ImportDesk::State ImportDesk::state() const {
    std::lock_guard const lock(mutex_);
    auto state = last_;
    if (state.state == "running")
        state.rows = import_.rowsRead();
    return state;
}

std::optional<ImportDesk::Turn> ImportDesk::begin(std::int64_t rows_total, Instant now) {
    std::lock_guard const lock(mutex_);
    if (last_.state == "running")
        return std::nullopt;
    last_ = {"running", now, 0, rows_total, {}};
    return std::optional<Turn>(std::in_place, *this);
}

void ImportDesk::Turn::end(std::string problem) {
    if (desk_ == nullptr)
        return;
    std::lock_guard const lock(desk_->mutex_);
    auto& last = desk_->last_;
    last.state = problem.empty() ? "done" : "failed";
    last.rows = desk_->import_.rowsRead();
    last.problem = std::move(problem);
    desk_ = nullptr;
}

http::RouteTable<ImportServices> importRoutes() {
    return kRoutes;
}

}  // namespace antrean::lab

#include "faq/FaqRoutes.hpp"

#include "auth/Permissions.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "faq/FaqFiles.hpp"
#include "faq/FaqStore.hpp"
#include "faq/FileType.hpp"
#include "faq/PhotoMetadata.hpp"
#include "http/Answer.hpp"
#include "http/AnswerKeeper.hpp"
#include "http/FileAnswer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "validation/Bind.hpp"

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace antrean::faq {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

struct CreateFaq {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(CreateFaq, (), (name))

struct UpdateFaq {
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(UpdateFaq, (), (name))

constexpr std::string_view kTypes = "pdf,doc,docx,xls,xlsx,ppt,pptx,jpg,jpeg,png,txt";
constexpr std::int64_t kFileKibibytesMax = 10'240;

constexpr is::Field kFile =
    is::field("file", is::required, is::file, is::mimes(kTypes), is::max(kFileKibibytesMax));
constexpr is::Field kNameIfChanged = is::field("name", is::sometimes, is::text, is::max(255));

constexpr is::Field kCreateFaq[] = {
    is::field("name", is::required, is::text, is::max(255)),
    kFile,
};
// An update without a file changes the name and keeps the file (contract, FQ-2).
constexpr is::Field kUpdateFaq[] = {
    kNameIfChanged,
    is::field("file", is::nullable, is::file, is::mimes(kTypes), is::max(kFileKibibytesMax)),
};
// An update without a name must have a file.
constexpr is::Field kReplaceFile[] = {kNameIfChanged, kFile};
static_assert(is::describes<CreateFaq>(kCreateFaq));
static_assert(is::describes<UpdateFaq>(kUpdateFaq));
static_assert(is::describes<UpdateFaq>(kReplaceFile));

constexpr std::string_view kFaqsLock = "faqs";
constexpr std::string_view kFilePath = "/storage/faq/";
// A file with a given name never changes.
constexpr char const* kCacheControl = "public, max-age=86400";

constexpr http::Refusal kUnknown{ErrorKind::not_found, "Faq not found"};

constexpr auto kFaqKeys = shape::keysOf<Faq>();
constexpr http::Shape kFaq = shape::object(kFaqKeys, "Faq");
constexpr http::Key kDirectoryKeys[] = {
    {"directory", shape::like("https://klinik.example/storage/faq/1767944579_6960b183a35f1.pdf")},
};
constexpr http::Shape kFaqAndDirectory = shape::extended(kFaq, kDirectoryKeys, "FaqAndDirectory");

boost::json::object withDirectory(Faq const& faq, Request const& request) {
    auto object = http::objectOf(faq);
    object["directory"] = request.base_url + std::string(kFilePath) + faq.file;
    return object;
}

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "List FAQ entries",
    .outcome = gives::list(kFaqAndDirectory),
};

Result<std::vector<Faq>> list(Services const&, Request const&, Transaction& transaction) {
    return listFaqs(transaction);
}

Response showList(Services const&, Request const& request, std::vector<Faq> const& faqs) {
    boost::json::array rows;
    for (auto const& faq : faqs)
        rows.push_back(withDirectory(faq, request));
    return http::answer("FAQ list retrieved successfully", std::move(rows));
}

constexpr Endpoint kDetail{
    .work = Work::glance,
    .permission = Permission::signed_in,
    .summary = "Show an FAQ entry",
    .outcome = gives::one(kFaqAndDirectory).refusing(kUnknown),
};

Result<Faq> detail(Services const&, Request const& request, Transaction& transaction) {
    auto faq = findFaq(transaction, request.id);
    if (!faq)
        return kUnknown.error();
    return std::move(*faq);
}

Response showDetail(Services const&, Request const& request, Faq const& faq) {
    return http::answer("FAQ detail retrieved successfully", withDirectory(faq, request));
}

// The upload of the field `file`, as the rules see it. Of several uploads the last counts, as in
// PHP.
class SniffedFile {
public:
    explicit SniffedFile(Request const& request) {
        for (auto const& upload : request.uploads)
            if (upload.field == "file")
                upload_ = &upload;
        if (upload_ == nullptr)
            return;
        auto const& name = upload_->file_name;
        auto const dot = name.rfind('.');
        client_extension_ = dot == std::string::npos ? "" : text::lower(name.substr(dot + 1));
        file_ = is::File{
            "file",
            static_cast<std::int64_t>(upload_->content.size()),
            extensionOf(upload_->content, client_extension_),
            client_extension_,
            upload_->is_whole};
    }
    SniffedFile(SniffedFile const&) = delete;
    SniffedFile& operator=(SniffedFile const&) = delete;

    explicit operator bool() const { return upload_ != nullptr; }
    is::Scope scope() const {
        return {nullptr, 0, {&file_, upload_ == nullptr ? std::size_t{0} : 1}};
    }
    Result<std::string> store(FaqFiles::Change& change, Instant now) const {
        return change.add(withoutMetadata(upload_->content, file_.extension), file_.extension, now);
    }

private:
    http::Upload const* upload_ = nullptr;
    std::string client_extension_;
    is::File file_;
};

// The transaction to which a change of files belongs.
Result<Faq> commit(
    FaqFiles::Change& change,
    db::Database& database,
    std::function<Result<Faq>(Transaction&)> const& work
) {
    bool was_to_commit = false;
    auto faq = database.write<Faq>([&work, &was_to_commit](Transaction& transaction) {
        was_to_commit = false;
        auto result = work(transaction);
        was_to_commit = result.has_value();
        return result;
    });
    if (faq)
        change.keep();
    else if (was_to_commit && database.engine() == db::Engine::postgres)
        change.leave();  // The connection was lost, but the server may have committed.
    return faq;
}

struct RemoveFaq {
    std::optional<bool> file;
};
BOOST_DESCRIBE_STRUCT(RemoveFaq, (), (file))
// Without it, the file stays with the removed entry (contract, 6), out of the reach of clients.
constexpr is::Field kRemoveFaq[] = {is::field("file", is::nullable, is::boolean)};
static_assert(is::describes<RemoveFaq>(kRemoveFaq));

constexpr Endpoint kRemove{
    .work = Work::offload,
    .permission = auth::permission("settings.write"),
    .input = kRemoveFaq,
    .summary = "Remove an FAQ entry; with file=1, also its file, for good",
    .outcome = gives::message().refusing(kUnknown),
};

// `change` removes the file unless another entry has it. An entry that was removed before may lose
// its file too.
Result<Faq> removeWithFile(
    FaqFiles::Change& change, Request const& request, Transaction& transaction
) {
    auto faq = findAnyFaq(transaction, request.id);
    if (!faq || faq->file.empty())
        return kUnknown.error();
    forgetFile(transaction, request.id, request.moment.timestamp);
    if (!isFaqFile(transaction, faq->file))
        change.retire(faq->file);
    return std::move(*faq);
}

Result<Response> remove(Services const& services, Request const& request, db::Database& database) {
    auto const input = http::inputOf<RemoveFaq>(request, kRemove);
    if (!input)
        return input.error();
    FaqFiles::Change change(services.files);
    auto const removed = commit(change, database, [&](Transaction& transaction) -> Result<Faq> {
        transaction.lock(kFaqsLock);
        if (input->file.value_or(false))
            return removeWithFile(change, request, transaction);
        auto faq = findFaq(transaction, request.id);
        if (!faq)
            return kUnknown.error();
        removeFaq(transaction, request.id, request.moment.timestamp);
        return std::move(*faq);
    });
    if (!removed)
        return removed.error();
    return http::answer("Faq deleted successfully");
}

struct CreatedFaq {
    std::string name;
    std::string file;
    std::string updated_at;
    std::string created_at;
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(CreatedFaq, (), (name, file, updated_at, created_at, id))
constexpr http::Key kCreatedKeys[] = {
    {"name", shape::text},
    {"file", shape::like("1767944579_6960b183a35f1.pdf")},
    {"updated_at", shape::timestamp},
    {"created_at", shape::timestamp},
    {"id", shape::integer},
};
constexpr http::Shape kCreated = shape::object(kCreatedKeys, "CreatedFaq");

constexpr Endpoint kCreate{
    .work = Work::offload,
    .permission = auth::permission("settings.write"),
    .input = kCreateFaq,
    .summary = "Create an FAQ entry",
    .outcome = gives::created(kCreated),
    .has_own_check = true,  // with what the file contains
};

Response showCreated(Services const&, Request const&, Faq const& faq);

Result<Faq> create(Services const& services, Request const& request, db::Database& database) {
    SniffedFile const file(request);
    auto const input = is::bind<CreateFaq>(request.input, kCreateFaq, file.scope());
    if (!input)
        return input.error();
    FaqFiles::Change change(services.files);
    auto const stored = file.store(change, request.moment.instant);
    if (!stored)
        return stored.error();
    auto const& now = request.moment.timestamp;
    auto const work = [&](Transaction& transaction) -> Result<Faq> {
        Faq faq{0, input->name, *stored, now, now, std::nullopt};
        faq.id = insertFaq(transaction, faq, now);
        return faq;
    };
    return commit(change, database, http::keeping<showCreated>(services, request, work));
}

Response showCreated(Services const&, Request const&, Faq const& faq) {
    CreatedFaq const created{
        faq.name, faq.file, faq.updated_at.value(), faq.created_at.value(), faq.id};
    return http::answer("FAQ created successfully", http::objectOf(created), 201);
}

constexpr Endpoint kUpdate{
    .work = Work::offload,
    .permission = auth::permission("settings.write"),
    .input = kUpdateFaq,
    .summary = "Change an FAQ entry",
    .outcome = gives::one(kFaq).refusing(kUnknown),
    .has_own_check = true,  // with what the file contains
};

bool hasName(Request const& request) {
    auto const* name = request.input.if_contains("name");
    return name != nullptr && !name->is_null();
}

Response showUpdated(Services const&, Request const&, Faq const& faq);

Result<Faq> update(Services const& services, Request const& request, db::Database& database) {
    SniffedFile const file(request);
    auto const rules = hasName(request) ? is::Spec(kUpdateFaq) : is::Spec(kReplaceFile);
    auto const input = is::bind<UpdateFaq>(request.input, rules, file.scope());
    if (!input)
        return input.error();
    FaqFiles::Change change(services.files);
    std::optional<std::string> stored;
    if (file) {
        auto added = file.store(change, request.moment.instant);
        if (!added)
            return added.error();
        stored = std::move(*added);
    }
    auto const work = [&](Transaction& transaction) -> Result<Faq> {
        transaction.lock(kFaqsLock);
        auto faq = findFaq(transaction, request.id);
        if (!faq)
            return kUnknown.error();
        auto const before = *faq;
        faq->name = input->name.value_or(faq->name);
        faq->file = stored.value_or(faq->file);
        if (faq->name != before.name || faq->file != before.file) {
            faq->updated_at = request.moment.timestamp;
            updateFaq(transaction, *faq, request.moment.timestamp);
        }
        if (!isFaqFile(transaction, before.file))
            change.retire(before.file);
        return std::move(*faq);
    };
    return commit(change, database, http::keeping<showUpdated>(services, request, work));
}

Response showUpdated(Services const&, Request const&, Faq const& faq) {
    return http::answer("FAQ updated successfully", http::objectOf(faq));
}

constexpr Endpoint kDownload{
    .work = Work::glance,
    .permission = Permission::anyone,
    .summary = "Download the file of an FAQ entry",
    .outcome = gives::file("*/*").unlessKnown().inParts().refusing(kUnknownFile),
};

Result<Response> download(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const& name = request.parameter;
    if (isFileOfRemoved(transaction, name))
        return kUnknownFile.error();
    auto file = services.files.open(name);
    if (!file)
        return file.error();
    auto content_type = contentTypeOf(name, *file);
    return http::fileAnswer(
        request,
        {std::move(*file),
         std::move(content_type),
         fmt::format("{}; filename={}", isShownInline(name) ? "inline" : "attachment", name),
         kCacheControl}
    );
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/faq", kList, run<list, showList>},
    {post, "/api/faq", kCreate, run<create, showCreated>},
    {put, "/api/faq/{id}", kUpdate, run<update, showUpdated>},
    // PHP before 8.4 reads no files of a PUT, so clients send a POST (contract, FQ-1).
    {post, "/api/faq/{id}", kUpdate.aliasOf("PUT /api/faq/{id}"), run<update, showUpdated>},
    {get, "/api/faq/{id}", kDetail, run<detail, showDetail>},
    {del, "/api/faq/{id}", kRemove, run<remove>},
    {get, "/storage/faq/{file}", kDownload, run<download>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::faq

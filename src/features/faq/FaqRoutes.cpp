#include "faq/FaqRoutes.hpp"

#include "base/Log.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "faq/FaqFiles.hpp"
#include "faq/FaqStore.hpp"
#include "faq/FileType.hpp"
#include "http/Answer.hpp"
#include "http/FileAnswer.hpp"
#include "validation/Bind.hpp"

#include <fmt/format.h>

#include <functional>

namespace antrean::faq {
namespace {

namespace is = validation;
using db::Transaction;
using http::Request;
using http::Response;

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

constexpr is::Field kCreateFaq[] = {
    is::field("name", is::required, is::text, is::max(255)),
    is::field("file", is::required, is::file, is::mimes(kTypes), is::max(kFileKibibytesMax)),
};
// An update without a file changes the name and keeps the file (contract, FQ-2).
constexpr is::Field kUpdateFaq[] = {
    is::field("name", is::sometimes, is::text, is::max(255)),
    is::field("file", is::nullable, is::file, is::mimes(kTypes), is::max(kFileKibibytesMax)),
};
// An update without a name must have a file.
constexpr is::Field kReplaceFile[] = {kUpdateFaq[0], kCreateFaq[1]};
static_assert(is::describes<CreateFaq>(kCreateFaq));
static_assert(is::describes<UpdateFaq>(kUpdateFaq));
static_assert(is::describes<UpdateFaq>(kReplaceFile));

constexpr std::string_view kFaqsLock = "faqs";
constexpr std::string_view kFilePath = "/storage/faq/";
// A file with a given name never changes.
constexpr char const* kCacheControl = "public, max-age=86400";

Error notFound() {
    return Error::notFound("Faq not found");
}

namespace gives = http::gives;
namespace shape = http::shape;

constexpr auto kFaqKeys = shape::keysOf<Faq>();
constexpr http::Shape kFaq = shape::object(kFaqKeys, "Faq");
constexpr http::Key kDirectoryKeys[] = {
    {"directory", shape::like("https://klinik.example/storage/faq/1767944579_6960b183a35f1.pdf")},
};
constexpr http::Shape kFaqAndDirectory = shape::extended(kFaq, kDirectoryKeys, "FaqAndDirectory");
constexpr http::Key kCreatedFaqKeys[] = {
    {"name", shape::text},
    {"file", shape::like("1767944579_6960b183a35f1.pdf")},
    {"updated_at", shape::timestamp},
    {"created_at", shape::timestamp},
    {"id", shape::integer},
};
constexpr http::Shape kCreatedFaq = shape::object(kCreatedFaqKeys, "CreatedFaq");
constexpr http::Refusal kUnknown[] = {{ErrorKind::not_found, "Faq not found"}};
constexpr http::Outcome kUpdated = gives::one(kFaq).refusing(kUnknown);
constexpr http::Refusal kUnknownFile[] = {{ErrorKind::not_found, "File not found"}};

boost::json::object faqObject(Faq const& faq) {
    return {
        {"id", faq.id},
        {"name", faq.name},
        {"file", faq.file},
        {"created_at", http::timestamp(faq.created_at)},
        {"updated_at", http::timestamp(faq.updated_at)},
        {"deleted_at", http::timestamp(faq.deleted_at)},
    };
}

boost::json::object withDirectory(Faq const& faq, Request const& request) {
    auto object = faqObject(faq);
    object["directory"] = request.base_url + std::string(kFilePath) + faq.file;
    return object;
}

Response list(Request const& request, Transaction& transaction) {
    boost::json::array rows;
    for (auto const& faq : listFaqs(transaction))
        rows.push_back(withDirectory(faq, request));
    return http::answer("FAQ list retrieved successfully", std::move(rows));
}

Result<Response> detail(Request const& request, Transaction& transaction) {
    auto const faq = findFaq(transaction, request.id);
    if (!faq)
        return notFound();
    return http::answer("FAQ detail retrieved successfully", withDirectory(*faq, request));
}

Result<Response> remove(Request const& request, Transaction& transaction) {
    transaction.lock(kFaqsLock);
    if (!findFaq(transaction, request.id))
        return notFound();
    removeFaq(transaction, request.id, request.moment.timestamp);
    return http::answer("Faq deleted successfully");
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
            extensionOf(upload_->content),
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
        return change.add(upload_->content, file_.extension, now);
    }

private:
    http::Upload const* upload_ = nullptr;
    std::string client_extension_;
    is::File file_;
};

// The transaction to which a change of files belongs.
Result<Response> commit(
    FaqFiles::Change& change,
    db::Database& database,
    std::function<Result<Response>(Transaction&)> const& work
) {
    bool was_to_commit = false;
    auto answer = database.write<Response>([&work, &was_to_commit](Transaction& transaction) {
        was_to_commit = false;
        auto result = work(transaction);
        was_to_commit = result.has_value();
        return result;
    });
    if (answer)
        change.keep();
    else if (was_to_commit && database.engine() == db::Engine::postgres)
        change.leave();  // The connection was lost, but the server may have committed.
    return answer;
}

Result<Response> create(FaqFiles const& files, Request const& request, db::Database& database) {
    SniffedFile const file(request);
    auto const input = is::bind<CreateFaq>(request.input, kCreateFaq, file.scope());
    if (!input)
        return input.error();
    FaqFiles::Change change(files);
    auto const stored = file.store(change, request.moment.instant);
    if (!stored)
        return stored.error();
    return commit(change, database, [&](Transaction& transaction) -> Result<Response> {
        Faq faq{};
        faq.name = input->name;
        faq.file = *stored;
        auto const id = insertFaq(transaction, faq, request.moment.timestamp);
        auto const now = jsonTimestamp(request.moment.timestamp);
        boost::json::object object{
            {"name", faq.name},
            {"file", faq.file},
            {"updated_at", now},
            {"created_at", now},
            {"id", id},
        };
        return http::answer("FAQ created successfully", std::move(object), 201);
    });
}

bool hasName(Request const& request) {
    auto const* name = request.input.if_contains("name");
    return name != nullptr && !name->is_null();
}

Result<Response> update(FaqFiles const& files, Request const& request, db::Database& database) {
    SniffedFile const file(request);
    auto const rules = hasName(request) ? is::Spec(kUpdateFaq) : is::Spec(kReplaceFile);
    auto const input = is::bind<UpdateFaq>(request.input, rules, file.scope());
    if (!input)
        return input.error();
    FaqFiles::Change change(files);
    std::optional<std::string> stored;
    if (file) {
        auto added = file.store(change, request.moment.instant);
        if (!added)
            return added.error();
        stored = std::move(*added);
    }
    return commit(change, database, [&](Transaction& transaction) -> Result<Response> {
        transaction.lock(kFaqsLock);
        auto faq = findFaq(transaction, request.id);
        if (!faq)
            return notFound();
        auto const before = *faq;
        faq->name = input->name.value_or(faq->name);
        faq->file = stored.value_or(faq->file);
        if (faq->name != before.name || faq->file != before.file) {
            faq->updated_at = request.moment.timestamp;
            updateFaq(transaction, *faq, request.moment.timestamp);
        }
        if (!isFaqFile(transaction, before.file))
            change.retire(before.file);
        return http::answer("FAQ updated successfully", faqObject(*faq));
    });
}

Result<Response> download(FaqFiles const& files, Request const& request) {
    auto const& name = request.parameter;
    auto file = files.open(name);
    if (!file)
        return file.error();
    return http::fileAnswer(
        request,
        {std::move(*file),
         std::string(contentTypeOf(name)),
         fmt::format("{}; filename={}", isShownInline(name) ? "inline" : "attachment", name),
         kCacheControl}
    );
}

}  // namespace

void addFaqRoutes(http::Routes& routes, FaqFiles const& files) {
    using http::Handler;
    using http::Method;
    using http::OffloadHandler;
    using http::Permission;
    using http::Work;
    auto const read = Permission::signed_in;
    auto const write = Permission::settings_write;
    OffloadHandler const creating = [&files](Request const& request, db::Database& database) {
        return create(files, request, database);
    };
    OffloadHandler const updating = [&files](Request const& request, db::Database& database) {
        return update(files, request, database);
    };
    http::PlainHandler const downloading = [&files](Request const& request) {
        return download(files, request);
    };
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/faq", Work::read, read, {}, "List FAQ entries", Handler(list),
         gives::list(kFaqAndDirectory)},
        {Method::post, "/api/faq", Work::offload, write, kCreateFaq, "Create an FAQ entry",
         creating, gives::created(kCreatedFaq)},
        {Method::put, "/api/faq/{id}", Work::offload, write, kUpdateFaq, "Change an FAQ entry",
         updating, kUpdated},
        // PHP before 8.4 reads no files of a PUT, so clients send a POST (contract, FQ-1).
        {Method::post, "/api/faq/{id}", Work::offload, write, kUpdateFaq, "Change an FAQ entry",
         updating, kUpdated.aliasOf("PUT /api/faq/{id}")},
        {Method::get, "/api/faq/{id}", Work::glance, read, {}, "Show an FAQ entry",
         Handler(detail), gives::one(kFaqAndDirectory).refusing(kUnknown)},
        {Method::del, "/api/faq/{id}", Work::write, write, {}, "Remove an FAQ entry",
         Handler(remove), gives::message().refusing(kUnknown)},
        {Method::get, "/storage/faq/{file}", Work::none, Permission::anyone, {},
         "Download the file of an FAQ entry", downloading,
         gives::file("*/*").unlessKnown().inParts().refusing(kUnknownFile)},
    });
    // clang-format on
}

void settleFaqFiles(db::Database& database, FaqFiles const& files) {
    files.settle([&database](std::string const& name) {
        auto const is_named = database.read<bool>([&name](Transaction& transaction) {
            return Result<bool>(isFaqFile(transaction, name));
        });
        if (!is_named)
            log::warning("the file {} is kept: {}", name, is_named.error().cause);
        return !is_named || *is_named;
    });
}

Result<std::vector<std::string>> findFaqsWithoutFile(
    db::Database& database, FaqFiles const& files
) {
    auto const rows = database.read<std::vector<FaqFile>>([](Transaction& transaction) {
        return Result<std::vector<FaqFile>>(listFaqFiles(transaction));
    });
    if (!rows)
        return rows.error();
    std::vector<std::string> lines;
    for (auto const& row : *rows)
        if (auto const file = files.open(row.file); !file)
            lines.push_back(fmt::format("FAQ entry {} without its file {}", row.id, row.file));
    return lines;
}

}  // namespace antrean::faq

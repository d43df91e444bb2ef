#include "logo/LogoRoutes.hpp"

#include "auth/Permissions.hpp"
#include "base/Base64.hpp"
#include "base/Digest.hpp"
#include "clinic/Profile.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "faq/FileType.hpp"
#include "faq/PhotoMetadata.hpp"
#include "http/Answer.hpp"
#include "http/AnswerKeeper.hpp"
#include "http/Conditional.hpp"
#include "logo/Sql.hpp"
#include "validation/Bind.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>

namespace antrean::logo {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::NoServices;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::int64_t kKibibytesMax = 512;
// The file, and what a multipart body has around it.
constexpr std::size_t kBodyBytesMax = 1024 * 1024;
constexpr std::string_view kLock = "clinic_logos";
constexpr std::string_view kField = "logo";
constexpr std::size_t kNameDigits = 32;

constexpr http::Refusal kNoLogo{ErrorKind::not_found, "Logo not found"};

struct LogoInput {};
BOOST_DESCRIBE_STRUCT(LogoInput, (), ())
constexpr is::Field kInput[] = {
    is::field(kField, is::required, is::file, is::mimes("png,jpg,jpeg"), is::max(kKibibytesMax)),
};
static_assert(is::describes<LogoInput>(kInput));

constexpr http::Key kLogoKeys[] = {{"logo_path", clinic::kLogoPathShape}};
constexpr http::Shape kLogo = shape::object(kLogoKeys, "Logo");

constexpr Endpoint kReplace{
    .work = Work::offload,
    .permission = auth::permission("settings.write"),
    .input = kInput,
    .summary = "Set the clinic's logo",
    .outcome = gives::one(kLogo).noting(
        "A PNG or JPEG file of 512 KiB at most, as multipart/form-data. What the file contains "
        "decides, not its name. Metadata of the camera is removed."
    ),
    .has_own_check = true,  // with what the file contains
    .body_bytes_max = kBodyBytesMax,
};

http::Upload const* uploadOf(Request const& request) {
    http::Upload const* found = nullptr;
    for (auto const& upload : request.uploads)
        if (upload.field == kField)
            found = &upload;
    return found;
}

// The name of the file.
struct Stored {
    std::string name;
};

Response showReplaced(NoServices const&, Request const&, Stored const& stored) {
    auto const path = fmt::format("{}{}", clinic::kLogoPath, stored.name);
    return http::answer("Logo updated successfully", boost::json::object{{"logo_path", path}});
}

Result<Stored> replace(NoServices const& services, Request const& request, db::Database& database) {
    auto const* const upload = uploadOf(request);
    is::File file;
    if (upload != nullptr)
        file = {
            kField,
            static_cast<std::int64_t>(upload->content.size()),
            faq::extensionOf(upload->content, {}),
            {},
            upload->is_whole,
        };
    auto const files = upload == nullptr ? std::span<is::File const>() : std::span(&file, 1);
    auto const input = is::bind<LogoInput>(request.input, kInput, {nullptr, 0, files});
    if (!input)
        return input.error();
    auto const content = faq::withoutMetadata(upload->content, file.extension);
    auto const hash = digest::sha256Hex(content);
    Stored const stored{fmt::format("{}.{}", hash.substr(0, kNameDigits), file.extension)};
    auto const encoded = base64::encoded(content);
    auto const& now = request.moment.timestamp;
    auto const work = [&](Transaction& transaction) -> Result<Stored> {
        transaction.lock(kLock);
        transaction.run(
            sql::kInsertLogo, {{"name", stored.name}, {"content", encoded}, {"now", now}}
        );
        transaction.run(sql::kRemoveOtherLogos, {{"name", stored.name}});
        clinic::saveConfig(transaction, clinic::kLogoConfig, stored.name, now);
        return stored;
    };
    return database.write<Stored>(http::keeping<showReplaced>(services, request, work));
}

constexpr Endpoint kRemove{
    .work = Work::write,
    .permission = auth::permission("settings.write"),
    .summary = "Remove the clinic's logo",
    .outcome = gives::message(),
};

Result<Response> remove(NoServices const&, Request const& request, Transaction& transaction) {
    transaction.lock(kLock);
    transaction.run(sql::kRemoveOtherLogos, {{"name", std::string_view()}});
    clinic::saveConfig(transaction, clinic::kLogoConfig, std::nullopt, request.moment.timestamp);
    return http::answer("Logo removed successfully");
}

constexpr Endpoint kDownload{
    .work = Work::glance,
    .permission = Permission::anyone,
    .summary = "Download the clinic's logo",
    .outcome = gives::file("*/*").unlessKnown().refusing(kNoLogo).noting(
        "The name changes with the content, so the file may be kept for ever."
    ),
};

struct Content {
    std::string content;
};
BOOST_DESCRIBE_STRUCT(Content, (), (content))

Result<Response> download(NoServices const&, Request const& request, Transaction& transaction) {
    auto const& name = request.parameter;
    auto const found = transaction.first<Content>(sql::kFindLogo, {{"name", name}});
    auto content = found ? base64::decoded(found->content) : std::nullopt;
    if (!content)
        return kNoLogo.error();
    Response response;
    auto const etag = fmt::format("\"{}\"", name.substr(0, kNameDigits));
    response.headers = {
        {"ETag", etag},
        {"Cache-Control", "public, max-age=31536000, immutable"},
    };
    response.content_type = name.ends_with(".png") ? "image/png" : "image/jpeg";
    if (http::isUnchanged(request, {etag, std::nullopt}))
        response.status = 304;
    else
        response.text = *std::move(content);
    return response;
}

using enum http::Method;

constexpr http::RouteOf<NoServices> kRoutes[] = {
    {put, "/api/clinic/logo", kReplace, run<replace, showReplaced>},
    {del, "/api/clinic/logo", kRemove, run<remove>},
    {get, "/storage/logo/{file}", kDownload, run<download>},
};

}  // namespace

http::RouteTable<NoServices> routes() {
    return kRoutes;
}

}  // namespace antrean::logo

#include "screens/ScreenRoutes.hpp"

#include "http/FileAnswer.hpp"
#include "screens/Page.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <utility>

namespace antrean::screens {
namespace {

using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;
namespace gives = http::gives;

constexpr http::Refusal kUnknownFile{ErrorKind::not_found, "File not found"};

// The name of such a file changes with its content.
constexpr std::string_view kForever = "public, max-age=31536000, immutable";
constexpr std::string_view kForAnHour = "public, max-age=3600";
constexpr std::string_view kAskEachTime = "no-cache";

constexpr std::string_view kNotBuilt =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>antrean</title>\n"
    "<h1>This program was built without its screens</h1>\n"
    "<p>Run <code>./dev build</code> in the source folder, then start the program again. "
    "The API works all the same: see <code>api/openapi.json</code>.\n";

constexpr Endpoint kPage{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Show a page",
    .outcome = gives::file("text/html").unlessKnown(),
    .is_screen = true,
};

Response notBuilt() {
    Response response;
    response.status = 503;
    response.content_type = "text/html; charset=utf-8";
    response.shared_text = http::SharedText(kNotBuilt);
    response.headers = {{"Cache-Control", "no-store"}};
    return response;
}

template <Page const& page>
Result<Response> show(Services const& services, Request const& request) {
    auto found = services.screens.answer(request, page.file, kAskEachTime);
    auto response = found ? *std::move(found) : notBuilt();
    for (auto& header : pageHeaders(request, page))
        response.headers.push_back(std::move(header));
    return response;
}

constexpr Endpoint kPart{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Get a part of a page",
    .outcome = gives::file("*/*").unlessKnown().refusing(kUnknownFile),
    .is_screen = true,
};

Result<Response> orUnknown(std::optional<Response> found) {
    if (!found)
        return kUnknownFile.error();
    return *std::move(found);
}

Result<Response> asset(Services const& services, Request const& request) {
    return orUnknown(services.screens.answer(request, "/assets/" + request.parameter, kForever));
}

Result<Response> icon(Services const& services, Request const& request) {
    return orUnknown(services.screens.answer(request, "/favicon.svg", kForAnHour));
}

// Of the modules that the pages contain.
Result<Response> licences(Services const& services, Request const& request) {
    return orUnknown(services.screens.answer(request, "/licences.txt", kAskEachTime));
}

constexpr Endpoint kVoice{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Get a spoken word",
    .outcome = gives::file("audio/mpeg").unlessKnown().inParts().refusing(kUnknownFile),
    .is_screen = true,
};

// The clinic's own recording has priority.
Result<Response> voice(Services const& services, Request const& request) {
    auto const& name = request.parameter;
    if (auto recording = services.recordings.open(name))
        return http::fileAnswer(
            request,
            {*std::move(recording),
             "audio/mpeg",
             fmt::format("inline; filename={}", name),
             std::string(kForAnHour)}
        );
    return orUnknown(services.screens.answer(request, "/voice/" + name, kForAnHour, true));
}

constexpr Endpoint kWords{
    .work = Work::offload,
    .permission = Permission::anyone,
    .summary = "List the spoken words: the program's own and the clinic's recordings",
    .outcome = gives::file("application/json"),
    .is_screen = true,
};

Result<Response> words(Services const& services, Request const&, db::Database&) {
    std::set<std::string> all;
    auto const own = services.screens.text("/voice/index.json");
    auto const listed = boost::json::parse(own.empty() ? "[]" : own);
    for (auto const& word : listed.as_array())
        all.emplace(word.as_string());
    for (auto& word : services.recordings.words())
        all.insert(std::move(word));
    boost::json::array list(all.begin(), all.end());
    Response response;
    response.body = std::move(list);
    response.headers = {{"Cache-Control", std::string(kAskEachTime)}};
    return response;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/", kPage, run<show<kStaffPage>>},
    {get, "/masuk", kPage, run<show<kStaffPage>>},
    {get, "/loket", kPage, run<show<kStaffPage>>},
    {get, "/perawat", kPage, run<show<kStaffPage>>},
    {get, "/dokter", kPage, run<show<kStaffPage>>},
    {get, "/ringkasan", kPage, run<show<kStaffPage>>},
    {get, "/laporan", kPage, run<show<kStaffPage>>},
    {get, "/laporan/{report}", kPage, run<show<kStaffPage>>},
    {get, "/mulai", kPage, run<show<kStaffPage>>},
    {get, "/kelola", kPage, run<show<kStaffPage>>},
    {get, "/kelola/{topic}", kPage, run<show<kStaffPage>>},
    {get, "/kelola/{topic}/{row}", kPage, run<show<kStaffPage>>},
    {get, "/layar", kPage, run<show<kBoardPage>>},
    {get, "/display", kPage, run<show<kBoardPage>>},
    {get, "/kios", kPage, run<show<kKioskPage>>},
    {get, "/docs", kPage, run<show<kDocsPage>>},
    {get, "/assets/{file}", kPart, run<asset>},
    {get, "/favicon.svg", kPart, run<icon>},
    {get, "/licences.txt", kPart, run<licences>},
    {get, "/voice/index.json", kWords, run<words>},
    {get, "/voice/{file}", kVoice, run<voice>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::screens

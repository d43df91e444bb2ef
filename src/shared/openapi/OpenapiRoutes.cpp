#include "openapi/OpenapiRoutes.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "openapi/Page.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

namespace antrean::openapi {
namespace {

using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;
namespace gives = http::gives;

constexpr std::string_view kHtmlType = "text/html; charset=utf-8";

// A file that clients may cache, but must revalidate each time.
Response unlessKnown(Request const& request, std::string etag, std::string_view content_type) {
    Response response;
    bool const is_known = request.header("If-None-Match").find(etag) != std::string_view::npos;
    response.status = is_known ? 304 : 200;
    response.headers = {{"ETag", std::move(etag)}, {"Cache-Control", "no-cache"}};
    response.content_type = content_type;
    return response;
}

constexpr http::Shape kAnyObject = http::shape::anything;

constexpr Endpoint kDocument{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Get this document",
    .outcome = gives::body(kAnyObject).unlessKnown(),
};

Result<Response> showDocument(Services const& services, Request const& request) {
    auto const& document = *services.document;
    auto response = unlessKnown(request, document.etag(request.base_url), "application/json");
    if (response.status == 200)
        response.shared_text = document.text(request.base_url);
    return response;
}

// The page may use only its own style and script, and send requests only to this server.
struct Page {
    std::shared_ptr<std::string const> html = std::make_shared<std::string const>(
        text::replaceAll(text::replaceAll(page::kHtml, "{{css}}", page::kCss), "{{js}}", page::kJs)
    );
    std::string policy = fmt::format(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        digest::sha256Base64(page::kCss),
        digest::sha256Base64(page::kJs)
    );
    std::string etag = fmt::format("\"{:.32}\"", digest::sha256Hex(*html));
};

constexpr Endpoint kPage{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Show this document as a page",
    .outcome = gives::file("text/html").unlessKnown(),
};

Result<Response> showPage(Services const&, Request const& request) {
    static Page const shown;
    auto response = unlessKnown(request, shown.etag, kHtmlType);
    response.headers.push_back({"Content-Security-Policy", shown.policy});
    response.headers.push_back({"Referrer-Policy", "no-referrer"});
    if (response.status == 200)
        response.shared_text = shown.html;
    return response;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/openapi.json", kDocument, run<showDocument>},
    {get, "/docs", kPage, run<showPage>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::openapi

#include "openapi/OpenapiRoutes.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "openapi/Page.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace antrean::openapi {
namespace {

using http::Request;
using http::Response;
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

Result<Response> showDocument(Document const& document, Request const& request) {
    auto response = unlessKnown(request, document.etag(request.base_url), "application/json");
    if (response.status == 200)
        response.text = document.text(request.base_url);
    return response;
}

// The page may use only its own style and script, and send requests only to this server.
struct Page {
    std::string html =
        text::replaceAll(text::replaceAll(page::kHtml, "{{css}}", page::kCss), "{{js}}", page::kJs);
    std::string policy = fmt::format(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        digest::sha256Base64(page::kCss),
        digest::sha256Base64(page::kJs)
    );
    std::string etag = fmt::format("\"{:.32}\"", digest::sha256Hex(html));
};

Result<Response> showPage(Page const& shown, Request const& request) {
    auto response = unlessKnown(request, shown.etag, kHtmlType);
    response.headers.push_back({"Content-Security-Policy", shown.policy});
    response.headers.push_back({"Referrer-Policy", "no-referrer"});
    if (response.status == 200)
        response.text = shown.html;
    return response;
}

}  // namespace

void addRoutes(http::Routes& routes, int created_status) {
    using http::Method;
    using http::Permission;
    using http::Work;
    // The document describes its own route too, so it is created after that route is in the table.
    auto const document = std::make_shared<std::optional<Document>>();
    auto const show_document = [document](Request const& request) {
        return showDocument(document->value(), request);
    };
    auto const show_page = [shown = std::make_shared<Page const>()](Request const& request) {
        return showPage(*shown, request);
    };
    static constexpr http::Shape kAnyObject = http::shape::anything;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/openapi.json", Work::none, Permission::anyone, {},
         "Get this document", http::PlainHandler(show_document),
         gives::body(kAnyObject).unlessKnown()},
        {Method::get, "/docs", Work::none, Permission::anyone, {},
         "Show this document as a page", http::PlainHandler(show_page),
         gives::file("text/html").unlessKnown()},
    });
    // clang-format on
    document->emplace(routes, created_status);
}

}  // namespace antrean::openapi

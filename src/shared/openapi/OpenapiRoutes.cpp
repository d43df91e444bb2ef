#include "openapi/OpenapiRoutes.hpp"

#include <string_view>
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

constexpr http::Shape kAnyObject = http::shape::anything;

constexpr Endpoint kDocument{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Get this document",
    .outcome = gives::body(kAnyObject).unlessKnown(),
};

Result<Response> showDocument(Services const& services, Request const& request) {
    auto const& document = *services.document;
    auto etag = document.etag(request.base_url);
    Response response;
    bool const is_known = request.header("If-None-Match").find(etag) != std::string_view::npos;
    response.status = is_known ? 304 : 200;
    response.headers = {{"ETag", std::move(etag)}, {"Cache-Control", "no-cache"}};
    response.content_type = "application/json";
    if (!is_known)
        response.shared_text = document.text(request.base_url);
    return response;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/openapi.json", kDocument, run<showDocument>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::openapi

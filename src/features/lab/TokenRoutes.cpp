#include "lab/TokenRoutes.hpp"

#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Places.hpp"
#include "lab/Tokens.hpp"

#include <boost/json/array.hpp>

#include <string_view>

namespace antrean::lab {
namespace {

using db::Statements;
using http::Request;
using http::Response;

// Enough characters to tell tokens apart, far too few to use one.
constexpr std::size_t kShownLength = 8;

std::string_view statusOf(Token const& token, std::string_view now) {
    if (token.is_active != "Y")
        return "revoked";
    return token.expired_at > now ? "active" : "expired";
}

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kListedKeys[] = {
    {"id", shape::integer},
    {"token_begins", shape::text},
    {"status", shape::oneOf("active,expired,revoked")},
    {"expired_at", shape::like("2026-01-13 12:07:34")},
    {"created_at", shape::like("2026-01-10 12:07:34")},
};
constexpr http::Shape kListed = shape::object(kListedKeys, "ListedLabToken");
constexpr http::Refusal kUnknown[] = {{ErrorKind::not_found, "Lab token not found"}};

Result<Response> list(Request const& request, Statements& statements) {
    auto const now = localTime(request.moment);
    auto const page = http::readPage(request.input);
    boost::json::array rows;
    for (auto const& token : listTokens(statements, page))
        rows.push_back({
            {"id", token.id},
            {"token_begins", token.value.substr(0, kShownLength)},
            {"status", statusOf(token, now)},
            {"expired_at", token.expired_at},
            {"created_at", token.created_at},
        });
    auto response = http::answer("Lab tokens retrieved successfully", std::move(rows));
    response.body.get_object()["meta"] = http::metaB(page, countTokens(statements));
    return response;
}

Result<Response> revoke(Request const& request, Statements& statements) {
    if (!revokeToken(statements, request.id, localTime(request.moment)))
        return Error::notFound("Lab token not found");
    return http::answer("Lab token revoked successfully");
}

}  // namespace

void addTokenRoutes(http::Routes& routes, LabSettings const& settings) {
    using http::Method;
    using http::Permission;
    auto tokens = atTokens(settings, http::Work::read, list);
    auto token = atTokens(settings, http::Work::write, revoke);
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/lab/tokens", tokens.work, Permission::superadmin_only, {},
         "List the lab's tokens by page, newest first", tokens.handler,
         gives::list(kListed, http::ListStyle::meta_b)},
        {Method::del, "/api/lab/tokens/{id}", token.work, Permission::superadmin_only, {},
         "Revoke a token of the lab", token.handler,
         gives::message().refusing(kUnknown)},
    });
    // clang-format on
}

}  // namespace antrean::lab

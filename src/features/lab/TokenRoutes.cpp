#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "lab/LabRoutes.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Places.hpp"
#include "lab/Tokens.hpp"

#include <boost/json/array.hpp>

#include <string_view>

namespace antrean::lab {
namespace {

using db::Statements;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

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
constexpr http::Refusal kUnknown{ErrorKind::not_found, "Lab token not found"};

using Listed = http::PageOf<Token>;

Result<Listed> list(Services const&, Request const& request, Statements& statements) {
    auto const page = http::readPage(request.input);
    return Listed{listTokens(statements, page), page, countTokens(statements)};
}

Response showList(Services const&, Request const& request, Listed const& listed) {
    auto const now = localTime(request.moment);
    boost::json::array rows;
    for (auto const& token : listed.rows)
        rows.push_back({
            {"id", token.id},
            {"token_begins", token.value.substr(0, kShownLength)},
            {"status", statusOf(token, now)},
            {"expired_at", token.expired_at},
            {"created_at", token.created_at},
        });
    auto response = http::answer("Lab tokens retrieved successfully", std::move(rows));
    response.body.get_object()["meta"] = http::metaB(listed.page, listed.total);
    return response;
}

Result<Response> revoke(Services const&, Request const& request, Statements& statements) {
    if (!revokeToken(statements, request.id, localTime(request.moment)))
        return kUnknown.error();
    return http::answer("Lab token revoked successfully");
}

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::superadmin_only,
    .summary = "List the lab's tokens by page, newest first",
    .outcome = gives::list(kListed, http::ListStyle::meta_b),
};
constexpr Endpoint kRevoke{
    .work = Work::write,
    .permission = Permission::superadmin_only,
    .summary = "Revoke a token of the lab",
    .outcome = gives::message().refusing(kUnknown),
};

using enum http::Method;
using Line = http::RouteOf<Services>;

constexpr Line kHere[] = {
    {get, "/api/lab/tokens", kList, run<here<list>, showList>},
    {del, "/api/lab/tokens/{id}", kRevoke, run<aloneHere<revoke>>},
};
constexpr Line kThere[] = {
    {get, "/api/lab/tokens", remote(kList), run<there<list>, showList>},
    {del, "/api/lab/tokens/{id}", remote(kRevoke), run<there<revoke>>},
};

}  // namespace

http::RouteTable<Services> tokenRoutes(Places places) {
    return places.has_tokens_there ? std::span<Line const>(kThere) : kHere;
}

}  // namespace antrean::lab

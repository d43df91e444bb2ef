#include "server/Dialects.hpp"

#include "base/Text.hpp"
#include "http/Problem.hpp"
#include "server/BasePath.hpp"
#include "server/Target.hpp"

#include <algorithm>

namespace antrean::server {
namespace {

// curl sends JSON with the content type of forms unless it is given another. Such a body begins as
// JSON does.
std::string_view typeInDialect(std::string_view type, std::string_view body) {
    auto const lower_type = text::lower(type);
    bool const is_form = lower_type.starts_with("multipart/form-data") ||
                         lower_type.starts_with("application/x-www-form-urlencoded");
    bool const looks_like_json = body.starts_with('{') || body.starts_with('[');
    return is_form && !looks_like_json ? type : "application/json";
}

}  // namespace

http::Dialect const* Dialects::find(std::string_view path) const {
    auto const found = std::ranges::find_if(dialects_, [path](http::Dialect const& dialect) {
        return path.starts_with(dialect.prefix);
    });
    return found == dialects_.end() ? nullptr : &*found;
}

std::string_view Dialects::bodyTypeOf(Exchange const& exchange) const {
    auto const type = exchange.request.header("Content-Type");
    return find(exchange.request.path) == nullptr ? type
                                                  : typeInDialect(type, exchange.incoming.body);
}

http::Response Dialects::problemOf(Exchange const& exchange, Error const& error) const {
    auto response = http::problem(error);
    // A message that was refused before its path was read has no path yet.
    auto const& path = exchange.request.path;
    auto const* dialect =
        path.empty() ? find(withoutBase(std::string(pathOf(exchange.incoming.target)), base_path_))
                     : find(path);
    if (dialect == nullptr)
        return response;
    response.body = dialect->problem(error);
    if (exchange.route != nullptr)
        response.counted_status = std::exchange(response.status, 200);
    return response;
}

}  // namespace antrean::server

// Routes without a table, for tests of what runs them.
#pragma once

#include "http/Route.hpp"

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace antrean::http {

// `handler` takes what its kind of work gives it, and returns a Result<Response>.
template <class Function>
Route testRoute(
    Method method,
    std::string_view path,
    Work work,
    Permission permission,
    Function handler,
    std::size_t body_bytes_max = 0
) {
    auto const reply = [handler](Request const& request, auto&... where) -> Result<Reply> {
        auto response = handler(request, where...);
        if (!response)
            return response.error();
        return Reply(std::move(*response));
    };
    Description description{{work, permission}, method, path};
    description.body_bytes_max = body_bytes_max;
    if constexpr (std::invocable<Function, Request const&>)
        return {description, PlainHandler(reply)};
    else if constexpr (std::invocable<Function, Request const&, db::Transaction&>)
        return {description, Handler(reply)};
    else
        return {description, OffloadHandler(reply)};
}

}  // namespace antrean::http

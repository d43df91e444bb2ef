// How a feature writes its routes: each is one line of a constant table.
//
//   constexpr http::Endpoint kList{
//       .work = Work::read,
//       .permission = Permission::signed_in,
//       .input = kVisitList,
//       .summary = "List queue rows by page, oldest first",
//       .outcome = gives::page(kRow),
//   };
//   Result<Listed> list(Services const&, Request const&, db::Transaction&);
//   Response show(Services const&, Request const&, Listed const&);
//
//   constexpr http::RouteOf<Services> kRoutes[] = {
//       {get, "/api/queue", kList, run<list, show>},
//   };
//
// `list` runs on the thread that the endpoint's Work selects, and returns a value of the domain.
// `show` converts the value to the answer, on the I/O thread after the commit. A handler without
// such a value returns a Response, and its line has run<remove>. The third parameter of a handler
// is a db::Database for work on a worker; Work::none has no third parameter.
#pragma once

#include "http/Route.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace antrean::http {

// Services of features whose routes need only the request.
struct NoServices {};

template <class Function>
struct HandlerTraits;

template <class Value, class Services, class... Where>
struct HandlerTraits<Result<Value> (*)(Services const&, Request const&, Where&...)> {
    using Show = Response (*)(Services const&, Request const&, Value const&);

    // The services must outlive the reply.
    template <auto handler, Show show>
    static Result<Reply> run(Services const& services, Request const& request, Where&... where) {
        auto found = handler(services, request, where...);
        if (!found)
            return found.error();
        if constexpr (show != nullptr) {
            return Reply([&services, value = std::move(*found)](Request const& answered) {
                return show(services, answered, value);
            });
        } else {
            static_assert(std::is_same_v<Value, Response>, "say who shows it: run<list, show>");
            return Reply(std::move(*found));
        }
    }
};

template <auto handler, typename HandlerTraits<decltype(handler)>::Show show = nullptr>
inline constexpr auto run = &HandlerTraits<decltype(handler)>::template run<handler, show>;

// A line of the table.
template <class Services>
class RouteOf {
public:
    // In the order of AnyHandler.
    using Run = std::variant<
        Result<Reply> (*)(Services const&, Request const&),
        Result<Reply> (*)(Services const&, Request const&, db::Transaction&),
        Result<Reply> (*)(Services const&, Request const&, db::Database&)>;

    // As HeadCheck.
    using Check = std::optional<Response> (*)(Services const&, Request const&);

    // A handler that does not fit the endpoint's work is a compile error in a constant table.
    constexpr RouteOf(
        Method method,
        std::string_view path,
        Endpoint const& endpoint,
        Run run,
        Check check = nullptr
    )
        : method_(method), path_(path), endpoint_(endpoint), run_(run), head_check_(check) {
        if (!fits(endpoint.work, run.index()))
            throw std::logic_error("a route's handler does not fit its work");
    }

    constexpr Description description() const { return {endpoint_, method_, path_}; }
    constexpr Run run() const { return run_; }
    constexpr Check headCheck() const { return head_check_; }

private:
    Method method_;
    std::string_view path_;
    Endpoint endpoint_;
    Run run_;
    Check head_check_;
};

template <class Services>
using RouteTable = std::span<RouteOf<Services> const>;

template <class Services>
Descriptions describe(RouteTable<Services> table) {
    Descriptions descriptions;
    for (auto const& line : table)
        descriptions.push_back(line.description());
    return descriptions;
}

// The routes share one copy of the services.
template <class Services>
Routes bind(RouteTable<Services> table, Services services) {
    auto const kept = std::make_shared<Services const>(std::move(services));
    auto const handler =
        [&kept]<class... Where>(Result<Reply> (*run)(Services const&, Request const&, Where&...)) {
            return AnyHandler(std::function<Result<Reply>(Request const&, Where&...)>(
                [kept, run](Request const& request, Where&... where) {
                    return run(*kept, request, where...);
                }
            ));
        };
    Routes routes;
    for (auto const& line : table) {
        auto& route = routes.emplace_back();
        static_cast<Description&>(route) = line.description();
        route.handler = std::visit(handler, line.run());
        if (auto const check = line.headCheck())
            route.head_check = [kept, check](Request const& request) {
                return check(*kept, request);
            };
    }
    return routes;
}

}  // namespace antrean::http

#include "board/BoardRoutes.hpp"

#include "board/BoardJson.hpp"
#include "http/Answer.hpp"

#include <boost/json/object.hpp>

namespace antrean::board {
namespace {

namespace gives = http::gives;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

// The database is not asked: anyone may call this as often as the rate limit allows.
constexpr Endpoint kShow{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Show the board: the numbers being served, the next ones and the last calls",
    .outcome =
        gives::one(kBoard).noting("As of a moment ago, 200 ms as a rule. `board.updated` on "
                                  "`board-channel` has the same data after each change. 503 while "
                                  "the database has not answered for 15 seconds."),
};

Result<Response> show(Services const& services, Request const& request) {
    auto const board = services.board.get();
    if (!board)
        return Error::unavailable("there is no recent board");
    Response response;
    response.content_type = "application/json";
    response.text = R"({"status":"success","message":"Board retrieved successfully","data":)" +
                    board->text.at(request.moment.instant) + '}';
    return response;
}

constexpr http::Key kOpenKeys[] = {{"open", http::shape::integer}};
constexpr http::Shape kOpen = http::shape::object(kOpenKeys);

constexpr Endpoint kScreens{
    .work = Work::none,
    .permission = Permission::signed_in,
    .summary = "Count the boards that are open and follow the calls",
    .outcome = gives::one(kOpen),
};

Result<Response> screens(Services const& services, Request const&) {
    return http::answer(
        "Open boards counted successfully",
        boost::json::object{{"open", services.subscriptions(kBoardChannel)}}
    );
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::get, "/api/board", kShow, run<show>},
    {http::Method::get, "/api/board/screens", kScreens, run<screens>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::board

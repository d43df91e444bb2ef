#include "auth/Permissions.hpp"
#include "queue/MovedJson.hpp"
#include "queue/QueueRoutes.hpp"
#include "queue/Undo.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace antrean::queue {
namespace {

using clinic::Directory;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Permission kMoves[] = {
    auth::permission("queue.anamnesa"),
    auth::permission("queue.waitingdoctor"),
    auth::permission("queue.withdoctor"),
    auth::permission("queue.done"),
    auth::permission("queue.noshow"),
    auth::permission("queue.cancelled"),
};

constexpr http::Key kUndoneKeys[] = {
    {"reservation", kMovedReservation},
    {"others", shape::listOf(kMovedReservation)},
};
constexpr http::Shape kUndone = shape::object(kUndoneKeys);
constexpr http::Key kBesideKeys[] = {{"message_sent", shape::boolean}};

constexpr Endpoint kUndo{
    .work = Work::write,
    // The rule decides: users may take back their own moves.
    .permission = Permission::signed_in,
    .summary = "Take back the last move of a visit",
    .outcome =
        gives::one(kUndone)
            .with(kBesideKeys)
            .refusing(kMoveOfAnother, kNothingToUndo, kUndoTooLate, kUndoFollowed)
            .noting("For a short time after the move, and for the user who made it or a user who "
                    "may make every move (403 otherwise). A call-next is taken back as a whole: "
                    "`others` are the other visits that it had moved. `message_sent`: a message "
                    "about the move has been sent, and cannot be taken back. Nobody is called."),
};

struct Undo {
    Undone undone;
    std::shared_ptr<Directory const> directory;
};

Result<Undo> takeBack(Services const& services, Request const& request, Transaction& transaction) {
    auto directory = services.directories.get(transaction);
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto const may = [&request](Permission permission) { return request.caller.may(permission); };
    UndoRules const rules{services.settings.undo_within, std::ranges::all_of(kMoves, may)};
    auto undone = undo(transaction, request.id, step, rules, services.outbox);
    if (!undone)
        return undone.error();
    return Undo{std::move(*undone), std::move(directory)};
}

Response showUndone(Services const&, Request const&, Undo const& undo) {
    auto const shown = [&undo](visit::Visit const& visit) {
        return visit::reservationObject(visit, *undo.directory, kMovedRelations);
    };
    boost::json::array others;
    for (auto const& other : undo.undone.others)
        others.push_back(shown(other));
    bool const is_sent = undo.undone.is_message_sent;
    Response response;
    response.body = {
        {"status", "success"},
        {"message",
         is_sent ? "Move taken back; a message about it has been sent and cannot be taken back"
                 : "Move taken back"},
        {"message_sent", is_sent},
        {"data", {{"reservation", shown(undo.undone.visit)}, {"others", std::move(others)}}},
    };
    return response;
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::post, "/api/queue/{id}/undo", kUndo, run<takeBack, showUndone>},
};

}  // namespace

http::RouteTable<Services> undoRoutes() {
    return kRoutes;
}

}  // namespace antrean::queue

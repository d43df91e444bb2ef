#include "queue/Undo.hpp"

#include "db/Transaction.hpp"
#include "delivery/Outbox.hpp"
#include "queue/CallNext.hpp"
#include "queue/WebhookCarrier.hpp"
#include "visit/LastMoves.hpp"
#include "visit/VisitStore.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

namespace antrean::queue {
namespace {

using visit::LastMove;
using visit::Step;
using visit::Visit;

// Locks the visit, and all others that its last move moved. As in a call-next, the poly's day comes
// first: otherwise both could wait for each other. Returns the move as it was before the locks.
std::optional<LastMove> lockVisits(db::Transaction& transaction, std::int64_t id) {
    auto move = visit::findLastMove(transaction, id);
    auto const visit = visit::findVisit(transaction, id);
    if (move && visit && move->call_next_seq) {
        lockCallNext(transaction, {visit->poly_id, visit->date});
        for (auto const& each : visit::listMovesOfCallNext(transaction, *move->call_next_seq))
            visit::lock(transaction, each.reservation_id);
    }
    visit::lock(transaction, id);
    return move;
}

// The moves that are taken back together with this one, the latest first.
std::vector<LastMove> listTogether(db::Transaction& transaction, LastMove const& move) {
    if (!move.call_next_seq)
        return {move};
    auto moves = visit::listMovesOfCallNext(transaction, *move.call_next_seq);
    std::ranges::sort(moves, std::ranges::greater(), &LastMove::seq);
    return moves;
}

std::optional<http::Refusal> whyNot(
    db::Transaction& transaction,
    std::vector<LastMove> const& moves,
    Step const& step,
    UndoRules const& rules
) {
    auto const& move = moves.front();
    // The distance counts, because the clock may have been set back.
    if (std::chrono::abs(step.moment.instant - move.movedAt()) > rules.within)
        return kUndoTooLate;
    auto const isFollowed = [&transaction](LastMove const& each) {
        return visit::isFollowed(transaction, each);
    };
    // A visit of the same call-next that was moved again is no longer among the moves.
    if (std::ssize(moves) != move.call_next_visits.value_or(1) ||
        std::ranges::any_of(moves, isFollowed))
        return kUndoFollowed;
    return std::nullopt;
}

// Whether a message about the move has been sent.
bool takeBackMessage(
    db::Transaction& transaction,
    LastMove const& move,
    Step const& step,
    delivery::Outbox const& outbox
) {
    return outbox.withdraw(
        transaction,
        {.kind = WebhookCarrier::kKind,
         .reservation_id = move.reservation_id,
         .since = move.movedAt(),
         .reason = "The call was taken back"},
        step.moment.instant
    );
}

}  // namespace

Result<Undone> undo(
    db::Transaction& transaction,
    std::int64_t id,
    visit::Step const& step,
    UndoRules const& rules,
    delivery::Outbox const& outbox
) {
    auto const seen = lockVisits(transaction, id);
    if (!visit::findVisit(transaction, id))
        return visit::kUnknownVisit.error();
    auto const move = visit::findLastMove(transaction, id);
    if (!move)
        return kNothingToUndo.error();
    if (move->user_id != step.user_id && !rules.may_undo_others)
        return kMoveOfAnother.error();
    if (!seen || seen->seq != move->seq)
        return kUndoFollowed.error();
    auto const moves = listTogether(transaction, *move);
    if (auto const refusal = whyNot(transaction, moves, step, rules))
        return refusal->error();
    Undone undone{};
    for (auto const& each : moves) {
        auto visit = visit::findVisit(transaction, each.reservation_id);
        if (!visit)
            return kUndoFollowed.error();
        visit::takeBack(transaction, *visit, each, step);
        undone.is_message_sent |= takeBackMessage(transaction, each, step, outbox);
        if (each.reservation_id == id)
            undone.visit = std::move(*visit);
        else
            undone.others.push_back(std::move(*visit));
    }
    return undone;
}

}  // namespace antrean::queue

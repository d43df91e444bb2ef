// Takes back the last move of a visit.
//
// A call-next is one move, although it moves several visits: it is taken back as a whole, through
// any of them. So the patient who was finished is with the doctor again, and the one who was called
// waits again. A move is taken back once, soon after it, and only while nothing has followed.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "visit/Steps.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace antrean::delivery {
class Outbox;
}

namespace antrean::queue {

struct UndoRules {
    std::chrono::seconds within{60};
    bool may_undo_others = false;  // moves of other users
};

inline constexpr http::Refusal kMoveOfAnother{ErrorKind::forbidden, "This action is unauthorized."};
inline constexpr http::Refusal kNothingToUndo{
    ErrorKind::conflict, "The reservation has no move that could be taken back"};
inline constexpr http::Refusal kUndoTooLate{
    ErrorKind::conflict, "The move is too old to be taken back"};
inline constexpr http::Refusal kUndoFollowed{
    ErrorKind::conflict, "The move cannot be taken back, because another change followed it"};

struct Undone {
    visit::Visit visit;
    std::vector<visit::Visit> others;  // which the same call-next had moved
    // A message about the move has been sent to the patient, or is being sent. It cannot be taken
    // back. (A message that waits to be sent is cancelled.)
    bool is_message_sent = false;
};

// Errors: visit::kUnknownVisit and the refusals above.
Result<Undone> undo(
    db::Transaction& transaction,
    std::int64_t id,
    visit::Step const& step,
    UndoRules const& rules,
    delivery::Outbox const& outbox
);

}  // namespace antrean::queue

// Finds the visit of a code, and counts wrong codes per client.
#pragma once

#include "base/Throttle.hpp"
#include "http/Message.hpp"
#include "http/Refusal.hpp"
#include "links/VisitLinks.hpp"
#include "ticket/QueueDay.hpp"

namespace antrean::db {
class Transaction;
}

namespace antrean::ticket {

inline constexpr http::Refusal kNoVisit{ErrorKind::not_found, "Visit not found"};
inline constexpr http::Refusal kTooManyWrongCodes{
    ErrorKind::throttled, "Too many wrong codes. Please try again later."};

// Thread-safe. `links` outlives it.
class CodeGuard {
public:
    // Of one client in a minute. A code cannot be guessed: this keeps a program that tries from
    // costing work. Right codes are never refused, because many patients may share an address.
    static constexpr std::size_t kWrongCodesMax = 30;

    explicit CodeGuard(links::VisitLinks const& links) : links_(links) {}

    // Errors: kNoVisit for every code without a visit today or later; kTooManyWrongCodes.
    Result<VisitRow> find(db::Transaction& transaction, http::Request const& request);

private:
    links::VisitLinks const& links_;
    Throttle wrong_codes_{kWrongCodesMax};
};

}  // namespace antrean::ticket

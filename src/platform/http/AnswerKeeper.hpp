// For handlers that open their transactions themselves (Work::offload): keeps the answer to a
// request with an Idempotency-Key in the transaction that does the work.
//
//   return database.write<Found>(http::keeping<showCreated>(services, request, work));
//
// The answer of a handler that does not use this is kept in a transaction of its own, directly
// after the handler. If the process dies between the two, the request runs again when the client
// repeats it.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

#include <functional>
#include <optional>
#include <utility>

namespace antrean::db {
class Transaction;
}

namespace antrean::http {

class AnswerKeeper {
public:
    virtual ~AnswerKeeper() = default;

    // At the beginning of the transaction. An Error: the same request has been answered meanwhile,
    // by another process, so nothing must be done.
    virtual std::optional<Error> begin(db::Transaction& transaction) = 0;
    // At its end.
    virtual void keep(db::Transaction& transaction, Response const& response) = 0;
};

// `work`, and then `show` makes the answer that is kept. Only `work`, if there is nothing to keep.
template <auto show, class Services, class Work>
auto keeping(Services const& services, Request const& request, Work work) {
    using Worked = std::invoke_result_t<Work, db::Transaction&>;
    return std::function<Worked(db::Transaction&)>(
        [&services, &request, work = std::move(work)](db::Transaction& transaction) -> Worked {
            auto* const keeper = request.answer_keeper;
            if (keeper == nullptr)
                return work(transaction);
            if (auto error = keeper->begin(transaction))
                return *std::move(error);
            auto value = work(transaction);
            if (value)
                keeper->keep(transaction, show(services, request, *value));
            return value;
        }
    );
}

}  // namespace antrean::http

#pragma once

#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "http/AnswerKeeper.hpp"
#include "http/AnswerStore.hpp"
#include "http/Message.hpp"
#include "server/RequestKey.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace antrean::server {

// The first request of this key is not answered yet: the client may try again soon.
Error firstIsRunning();

// Makes sure that a request with an Idempotency-Key is carried out once: finds the first answer, or
// keeps the answer as the first one. Used by one thread at a time, as its Exchange is. Transactions
// may run again, so each begins with find() or begin().
//
//   find -> no answer -> work -> keep                                  in one transaction
//                                keep (not complete) -> later -> keep  the second time completes it
class OnceOnly final : public http::AnswerKeeper {
public:
    // An answer that is not complete after this time was left so by a process that died. Then it is
    // given as the transaction left it.
    static constexpr std::chrono::seconds kCompleteWithin{5};

    // `store` outlives it. `now`: the request's moment.
    OnceOnly(http::AnswerStore& store, RequestKey key, Instant now)
        : store_(store), key_(std::move(key)), now_(now) {}

    std::string const& id() const { return key_.id(); }

    // The first answer, marked as a replay; or a refusal: the key belongs to another request, or
    // the answer is not complete yet. Empty: the request has to be carried out.
    std::optional<Result<http::Response>> find(db::Transaction& transaction);
    // The same, and holds the key until the transaction ends: no other process finds or keeps its
    // answer meanwhile.
    std::optional<Result<http::Response>> findAlone(db::Transaction& transaction);

    std::optional<Error> begin(db::Transaction& transaction) override;
    void keep(db::Transaction& transaction, http::Response const& response) override;
    // As keep(), in a transaction of its own after the work, while isOpen(). Does nothing if
    // another process has kept an answer meanwhile.
    void keepLate(db::Transaction& transaction, http::Response const& response);

    // No answer was found, and none is kept.
    bool isOpen() const { return is_open_; }

private:
    Result<http::Response> replay(http::KeptAnswer const& kept) const;

    http::AnswerStore& store_;
    RequestKey const key_;
    Instant const now_;
    bool is_open_ = true;
};

}  // namespace antrean::server

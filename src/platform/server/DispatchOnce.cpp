// The part of the dispatcher that handles requests with an Idempotency-Key (server/OnceOnly.hpp).
#include "base/Log.hpp"
#include "http/IdempotencyKey.hpp"
#include "server/Dispatch.hpp"
#include "server/OnceOnly.hpp"

#include <memory>
#include <utility>

namespace antrean::server {
namespace {

// A refusal that the same request gets again. Not one that the client can do something about, and
// repeat the request: mend the input, get a permission, wait.
bool isLasting(Error const& error) {
    switch (error.kind) {
        case ErrorKind::not_found:
        case ErrorKind::conflict:
        case ErrorKind::refused:
            return !error.retry_after_s;
        case ErrorKind::malformed:
        case ErrorKind::unauthenticated:
        case ErrorKind::forbidden:
        case ErrorKind::method_not_allowed:
        case ErrorKind::too_large:
        case ErrorKind::invalid:
        case ErrorKind::throttled:
        case ErrorKind::internal:
        case ErrorKind::unavailable:
            return false;
    }
    return false;
}

}  // namespace

Result<void> Dispatch::readKey(Exchange& exchange) const {
    auto& request = exchange.request;
    auto key = RequestKey::of(request);
    if (!key)
        return key.error();
    if (!*key)
        return {};
    exchange.once = std::make_shared<OnceOnly>(answers_, std::move(**key), request.moment.instant);
    if (exchange.route->work != http::Work::write)
        request.answer_keeper = exchange.once.get();
    return {};
}

void Dispatch::takeTurn(Call const& call) {
    auto const begin = [this, call](Turns::Turn turn) {
        call->post([this, call, turn = std::move(turn)] {
            call->turn = turn;
            proceed(call, &Dispatch::runOnce);
        });
    };
    auto taken = turns_.take(call->once->id(), begin);
    if (!taken)
        return fail(call, firstIsRunning());
    if (!*taken)
        return;
    call->turn = std::move(*taken);
    runOnce(call);
}

// Whether the request was carried out before, is asked before its rules are checked again: what was
// valid then may be too late now.
void Dispatch::runOnce(Call const& call) {
    if (call->route->work == http::Work::write)
        return transact(call, db::Mode::write, &Dispatch::handleOnce, &Dispatch::finish);
    transact(call, db::Mode::glance, &Dispatch::findAnswer, &Dispatch::runHandler);
}

bool Dispatch::findAnswer(Exchange& exchange, db::Transaction& transaction) {
    if (auto found = exchange.once->find(transaction))
        exchange.result.emplace(*std::move(found));
    return true;
}

// The answer is made in the transaction, because it is kept there.
bool Dispatch::handleOnce(Exchange& exchange, db::Transaction& transaction) {
    if (auto found = exchange.once->findAlone(transaction)) {
        exchange.result.emplace(*std::move(found));
        return false;
    }
    if (exchange.broken_rules) {
        exchange.result.emplace(*exchange.broken_rules);
        return false;
    }
    if (!handle(exchange, transaction))
        return false;
    auto response = exchange.result->value().make(exchange.request);
    exchange.once->keep(transaction, response);
    exchange.result.emplace(std::move(response));
    return true;
}

bool Dispatch::mustKeep(Exchange const& exchange) {
    auto const& result = *exchange.result;
    return exchange.once && exchange.once->isOpen() && (result || isLasting(result.error()));
}

// In a transaction of its own, because that of the work has ended. The work is done, so the client
// is answered even if this fails.
void Dispatch::keepAndSend(Call const& call, http::Response response) {
    auto const kept = std::make_shared<http::Response>(std::move(response));
    auto const keep = call->once->isOpen() ? &OnceOnly::keepLate : &OnceOnly::keep;
    metrics_.jobSubmitted();
    db::Job job{
        [call, kept, keep](db::Transaction& transaction) {
            (*call->once.*keep)(transaction, *kept);
            return true;
        },
        [this, call, kept](std::optional<Error> const& error) {
            metrics_.jobEnded();
            if (error)
                log::warning(
                    "request {}: the answer is not kept: {}", call->request.request_id, error->cause
                );
            call->post([this, call, kept] { send(call, std::move(*kept)); });
        },
    };
    database_.run(db::Mode::write, std::move(job));
}

}  // namespace antrean::server

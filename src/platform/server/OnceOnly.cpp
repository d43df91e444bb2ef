#include "server/OnceOnly.hpp"

#include "db/Transaction.hpp"
#include "http/IdempotencyKey.hpp"

namespace antrean::server {
namespace {

constexpr int kRetryAfterS = 1;

std::int64_t toMs(Instant instant) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch())
        .count();
}

}  // namespace

Error firstIsRunning() {
    auto error = http::kFirstIsRunning.error();
    error.retry_after_s = kRetryAfterS;
    return error;
}

std::optional<Result<http::Response>> OnceOnly::find(db::Transaction& transaction) {
    is_open_ = true;
    auto const kept = store_.find(transaction, key_.id(), toMs(now_ - http::kAnswersKept));
    if (!kept)
        return std::nullopt;
    is_open_ = false;
    return replay(*kept);
}

std::optional<Result<http::Response>> OnceOnly::findAlone(db::Transaction& transaction) {
    transaction.lock("idempotency:" + key_.id());
    return find(transaction);
}

Result<http::Response> OnceOnly::replay(http::KeptAnswer const& kept) const {
    if (kept.request_hash != key_.requestHash())
        return http::kKeyOfAnotherRequest.error();
    if (!kept.is_complete && kept.kept_at_ms > toMs(now_ - kCompleteWithin))
        return firstIsRunning();
    auto response = key_.open(kept.answer);
    if (!response)
        return Error::internal("a kept answer cannot be decrypted");
    response->headers.push_back({std::string(http::kReplayed), "true"});
    return *std::move(response);
}

std::optional<Error> OnceOnly::begin(db::Transaction& transaction) {
    if (findAlone(transaction))
        return firstIsRunning();
    return std::nullopt;
}

void OnceOnly::keep(db::Transaction& transaction, http::Response const& response) {
    bool const is_complete = !response.later;
    store_.keep(
        transaction, {key_.id(), key_.requestHash(), key_.close(response), is_complete, toMs(now_)}
    );
    is_open_ = false;
}

void OnceOnly::keepLate(db::Transaction& transaction, http::Response const& response) {
    if (!findAlone(transaction))
        keep(transaction, response);
}

}  // namespace antrean::server

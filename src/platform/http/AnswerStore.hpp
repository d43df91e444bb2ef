#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::http {

// How long an answer is kept for a request that is sent again.
inline constexpr std::chrono::hours kAnswersKept{24};

// The answer to a request with an Idempotency-Key.
struct KeptAnswer {
    std::string id;            // of user and key; a hash
    std::string request_hash;  // of method, path, query and body
    std::string answer;        // encrypted; opaque to the store
    // false: the client has not got the answer yet, because it waits for something that follows
    // the commit (Response::later).
    bool is_complete = true;
    std::int64_t kept_at_ms = 0;  // since 1970
};

// Where these answers are kept. Declared here and implemented by idempotency, because this floor
// has no tables. Thread-safe.
class AnswerStore {
public:
    virtual ~AnswerStore() = default;

    // Empty if no answer is kept, or if it was kept at `after_ms` or before.
    virtual std::optional<KeptAnswer> find(
        db::Transaction& transaction, std::string_view id, std::int64_t after_ms
    ) = 0;
    // Replaces the answer with this id, if there is one.
    virtual void keep(db::Transaction& transaction, KeptAnswer const& answer) = 0;
};

}  // namespace antrean::http

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::auth {

// Writes when tokens were last used. A write takes all uses that were noted while it waited in the
// database's line, so there is one at a time, however many tokens are used. No request waits for
// it. Thread-safe; owned by shared_ptr, because a write may end after the owner.
class TokenUses : public std::enable_shared_from_this<TokenUses> {
public:
    // `database` must outlive the last write.
    explicit TokenUses(db::Database& database) : database_(database) {}

    // `used_at`: UTC, as stored. Never blocks.
    void note(std::int64_t token_id, std::string used_at);

private:
    using Uses = std::vector<std::pair<std::int64_t, std::string>>;

    void write();
    // Moves what was noted to `uses`, which a write that is run again keeps.
    void take(Uses& uses);
    void onWritten(bool has_succeeded);

    db::Database& database_;
    std::mutex mutex_;
    Uses noted_;               // under the mutex
    bool is_writing_ = false;  // under the mutex
};

}  // namespace antrean::auth

#include "auth/TokenUses.hpp"

#include "auth/Sql.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"

#include <iterator>
#include <optional>

namespace antrean::auth {
namespace {

constexpr std::size_t kNotedMax = 20'000;

}  // namespace

void TokenUses::note(std::int64_t token_id, std::string used_at) {
    {
        std::lock_guard const lock(mutex_);
        if (noted_.size() >= kNotedMax)
            return;
        noted_.emplace_back(token_id, std::move(used_at));
        if (std::exchange(is_writing_, true))
            return;
    }
    write();
}

void TokenUses::write() {
    auto const uses = std::make_shared<Uses>();
    db::Job job;
    job.run = [self = shared_from_this(), uses](db::Transaction& transaction) {
        self->take(*uses);
        for (auto const& [id, used_at] : *uses)
            transaction.run(sql::kTouchToken, {{"id", id}, {"now", used_at}});
        return true;
    };
    job.done = [self = shared_from_this()](std::optional<Error> const& error) {
        if (error)
            log::warning("last_used_at of tokens was not written: {}", error->cause);
        self->onWritten(!error);
    };
    database_.run(db::Mode::write, std::move(job));
}

void TokenUses::take(Uses& uses) {
    std::lock_guard const lock(mutex_);
    std::move(noted_.begin(), noted_.end(), std::back_inserter(uses));
    noted_.clear();
}

// What could not be written is dropped: each token is noted again when it is used a minute later.
void TokenUses::onWritten(bool has_succeeded) {
    {
        std::lock_guard const lock(mutex_);
        if (!has_succeeded)
            noted_.clear();
        is_writing_ = !noted_.empty();
        if (!is_writing_)
            return;
    }
    write();
}

}  // namespace antrean::auth

#include "whatsapp/SessionStates.hpp"

namespace antrean::whatsapp {

void SessionStates::record(std::string_view session, std::string_view state, Instant now) {
    std::scoped_lock const lock(mutex_);
    if (sessions_.size() >= kSessionsMax)
        sessions_.clear();
    sessions_.insert_or_assign(std::string(session), Heard{std::string(state), now});
}

std::optional<Instant> SessionStates::restsUntil(std::string_view session, Instant now) const {
    std::scoped_lock const lock(mutex_);
    auto const found = sessions_.find(session);
    if (found == sessions_.end() || found->second.state == kWorking)
        return std::nullopt;
    auto const until = found->second.at + kHoldsFor;
    // If the clock was set back, all entries count as old.
    if (until <= now || now < found->second.at)
        return std::nullopt;
    return until;
}

}  // namespace antrean::whatsapp

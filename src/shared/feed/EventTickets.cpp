#include "feed/EventTickets.hpp"

#include "base/Random.hpp"

namespace antrean::feed {
namespace {

constexpr std::size_t kLetters = 40;

}  // namespace

std::optional<std::string> EventTickets::issue(std::string const& bearer, Instant now) {
    auto ticket = randomLetters(kLetters);
    std::scoped_lock const lock(mutex_);
    if (issued_.size() >= kTicketsMax)
        std::erase_if(issued_, [now](auto const& entry) { return entry.second.expires_at <= now; });
    if (issued_.size() >= kTicketsMax)
        return std::nullopt;
    issued_.emplace(ticket, Issued{bearer, now + kLifetime});
    return ticket;
}

std::optional<std::string> EventTickets::redeem(std::string_view ticket, Instant now) {
    std::scoped_lock const lock(mutex_);
    auto const found = issued_.find(std::string(ticket));
    if (found == issued_.end())
        return std::nullopt;
    auto const issued = std::move(found->second);
    issued_.erase(found);
    if (issued.expires_at <= now)
        return std::nullopt;
    return issued.bearer;
}

}  // namespace antrean::feed

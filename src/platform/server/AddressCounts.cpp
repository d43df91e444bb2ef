#include "server/AddressCounts.hpp"

namespace antrean::server {

bool AddressCounts::take(http::Address const& address, std::size_t amount, std::size_t most) {
    auto const household = address.household();
    std::lock_guard const lock(mutex_);
    auto const found = held_.find(household);
    auto const held = found == held_.end() ? 0 : found->second;
    if (amount > most || held > most - amount)
        return false;
    if (found == held_.end())
        held_.emplace(household, amount);
    else
        found->second += amount;
    return true;
}

void AddressCounts::giveBack(http::Address const& address, std::size_t amount) {
    std::lock_guard const lock(mutex_);
    auto const found = held_.find(address.household());
    found->second -= amount;
    if (found->second == 0)
        held_.erase(found);
}

}  // namespace antrean::server

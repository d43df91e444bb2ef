#include "auth/LoginThrottle.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"

namespace antrean::auth {
namespace {

constexpr std::chrono::seconds kWindow{60};

}  // namespace

// A hash, so that a user name of a megabyte costs only 64 bytes.
std::string LoginThrottle::key(std::string const& user_name, std::string const& address) {
    return digest::sha256Hex(text::lower(user_name) + '|' + address);
}

std::optional<int> LoginThrottle::secondsToWait(
    std::string const& user_name, std::string const& address, Instant now
) {
    std::lock_guard const lock(mutex_);
    auto const found = failures_.find(key(user_name, address));
    if (found == failures_.end() || found->second.count < failures_max_)
        return std::nullopt;
    if (found->second.until <= now) {
        failures_.erase(found);
        return std::nullopt;
    }
    auto const left = std::chrono::ceil<std::chrono::seconds>(found->second.until - now);
    return static_cast<int>(left.count());
}

void LoginThrottle::failed(std::string const& user_name, std::string const& address, Instant now) {
    std::lock_guard const lock(mutex_);
    auto const name_key = key(user_name, address);
    if (failures_.size() >= names_max_ && !failures_.contains(name_key))
        forgetOld(now);
    auto& failures = failures_[name_key];
    if (failures.until <= now)
        failures = {0, now + kWindow};
    ++failures.count;
}

void LoginThrottle::succeeded(std::string const& user_name, std::string const& address) {
    std::lock_guard const lock(mutex_);
    failures_.erase(key(user_name, address));
}

void LoginThrottle::forgetOld(Instant now) {
    std::erase_if(failures_, [now](auto const& entry) { return entry.second.until <= now; });
    if (failures_.size() >= names_max_)
        failures_.clear();
}

}  // namespace antrean::auth

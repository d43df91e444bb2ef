#include "auth/LoginThrottle.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"

#include <algorithm>

namespace antrean::auth {
namespace {

constexpr std::chrono::seconds kWindow{60};
constexpr std::chrono::seconds kWindowOfAccount{3'600};
// Of the topics. Followed by the key of name and address, and the first also by the key of the
// account and by the address.
constexpr std::string_view kFailed = "login-failed ";
constexpr std::string_view kSucceeded = "login-succeeded ";
constexpr std::size_t kKeyLetters = 64;

// A hash, so that a user name of a megabyte costs only 64 bytes.
std::string keyOf(std::string const& user_name, std::string const& address) {
    return digest::sha256Hex(text::lower(user_name) + '|' + address);
}

std::string accountOf(std::string const& user_name) {
    return digest::sha256Hex(text::lower(user_name));
}

}  // namespace

std::optional<int> LoginThrottle::secondsToWait(
    std::string const& user_name, std::string const& address, Time now
) {
    auto const key = keyOf(user_name, address);
    std::lock_guard const lock(mutex_);
    return std::max(
        {secondsLeft(by_name_, key, limits_.of_name, now),
         secondsLeft(by_address_, address, limits_.of_address, now),
         secondsLeft(by_account_, key, limits_.of_account, now)}
    );
}

std::optional<int> LoginThrottle::secondsOfAccount(std::string const& user_name, Time now) {
    auto const account = accountOf(user_name);
    std::lock_guard const lock(mutex_);
    return secondsLeft(by_account_, account, limits_.of_account, now);
}

std::string LoginThrottle::failed(
    std::string const& user_name, std::string const& address, Time now
) {
    auto const key = keyOf(user_name, address);
    auto const account = accountOf(user_name);
    countAll(key, account, address, now);
    return std::string(kFailed) + key + ' ' + account + ' ' + address;
}

std::optional<std::string> LoginThrottle::succeeded(
    std::string const& user_name, std::string const& address
) {
    auto const key = keyOf(user_name, address);
    std::lock_guard const lock(mutex_);
    if (by_account_.erase(key) + by_name_.erase(key) == 0)
        return std::nullopt;
    return std::string(kSucceeded) + key;
}

void LoginThrottle::onNotice(std::string_view topic, Time now) {
    bool const has_failed = topic.starts_with(kFailed);
    if (!has_failed && !topic.starts_with(kSucceeded))
        return;
    topic.remove_prefix(has_failed ? kFailed.size() : kSucceeded.size());
    std::string const key(topic.substr(0, kKeyLetters));
    if (!has_failed) {
        std::lock_guard const lock(mutex_);
        by_name_.erase(key);
        by_account_.erase(key);
    } else if (constexpr auto kTwoKeys = 2 * (kKeyLetters + 1); topic.size() > kTwoKeys) {
        std::string const account(topic.substr(kKeyLetters + 1, kKeyLetters));
        countAll(key, account, std::string(topic.substr(kTwoKeys)), now);
    }
}

void LoginThrottle::countAll(
    std::string const& key, std::string const& account, std::string const& address, Time now
) {
    std::lock_guard const lock(mutex_);
    count(by_name_, key, kWindow, now);
    count(by_address_, address, kWindow, now);
    count(by_account_, key, kWindowOfAccount, now);
    count(by_account_, account, kWindowOfAccount, now);
}

std::optional<int> LoginThrottle::secondsLeft(
    Table& table, std::string const& key, std::size_t failures_max, Time now
) const {
    auto const found = table.find(key);
    if (found == table.end() || found->second.count < failures_max)
        return std::nullopt;
    if (found->second.until <= now) {
        table.erase(found);
        return std::nullopt;
    }
    auto const left = std::chrono::ceil<std::chrono::seconds>(found->second.until - now);
    return static_cast<int>(left.count());
}

void LoginThrottle::count(
    Table& table, std::string const& key, std::chrono::seconds window, Time now
) const {
    if (table.size() >= limits_.entries && !table.contains(key)) {
        std::erase_if(table, [now](auto const& entry) { return entry.second.until <= now; });
        if (table.size() >= limits_.entries)
            table.clear();
    }
    auto& failures = table[key];
    if (failures.until <= now)
        failures = {0, now + window};
    ++failures.count;
}

}  // namespace antrean::auth

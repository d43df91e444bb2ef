#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antrean::auth {

// Counts failed logins per user name and address, and per address alone. After five failures of a
// name or a hundred of an address within a minute, further logins are refused until that minute is
// over (contract, 5). An address gets more, because it may be that of a whole clinic. In memory,
// bounded, thread-safe. The time is steady: a clock that is set back makes nobody wait longer.
//
// A name is an account, too, that a patient program or a thousand addresses may guess at: fifty
// failures within an hour, from one address or from all together, are enough. The caller decides
// which addresses have to wait for those of others (secondsOfAccount).
//
// The processes on one database count together: each sends the topics that failed() and succeeded()
// return to the others (Transaction::noticeToOthers), whose onNotice() takes them. A login that
// succeeds at once sends nothing. A process that starts knows no failures.
class LoginThrottle {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Limits {
        std::size_t of_name = 5;
        std::size_t of_address = 100;
        // Within an hour. At most twice as many in any hour, because an hour begins with a failure.
        std::size_t of_account = 50;
        // Bounded, so that a flood of invented names does not fill the memory: beyond this number,
        // entries whose time is over are removed, or all entries if there is no such entry.
        std::size_t entries = 100'000;
    };

    LoginThrottle() = default;
    explicit LoginThrottle(Limits limits) : limits_(limits) {}

    // Seconds until the next attempt is allowed; empty if it is allowed now.
    std::optional<int> secondsToWait(
        std::string const& user_name, std::string const& address, Time now
    );
    // Seconds until an address that the user has never used may try; empty if it may now.
    std::optional<int> secondsOfAccount(std::string const& user_name, Time now);
    // Returns a topic for the other processes.
    std::string failed(std::string const& user_name, std::string const& address, Time now);
    // Forgets the failures of the name. Those of the address stay: a client that knows one password
    // may guess others. Returns a topic for the other processes, or nothing if there was no
    // failure.
    std::optional<std::string> succeeded(std::string const& user_name, std::string const& address);
    // For Database::onNotice. Ignores other topics.
    void onNotice(std::string_view topic, Time now);

private:
    struct Failures {
        std::size_t count = 0;
        Time until{};
    };
    using Table = std::unordered_map<std::string, Failures>;

    // Both under the mutex.
    std::optional<int> secondsLeft(
        Table& table, std::string const& key, std::size_t failures_max, Time now
    ) const;
    void count(Table& table, std::string const& key, std::chrono::seconds window, Time now) const;
    void countAll(
        std::string const& key, std::string const& account, std::string const& address, Time now
    );

    Limits const limits_{};
    std::mutex mutex_;
    Table by_name_;  // and address
    Table by_address_;
    Table by_account_;  // name and address, and name alone; of an hour
};

}  // namespace antrean::auth

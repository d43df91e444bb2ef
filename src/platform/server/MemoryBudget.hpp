// Limits the memory that the requests of all connections hold together.
#pragma once

#include "http/Network.hpp"
#include "server/AddressCounts.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace antrean::server {

// A number of bytes of which many requests hold a part; those of one address, three quarters at
// most. Thread-safe.
class MemoryBudget {
public:
    // The address that counts for a request; empty for a proxy's.
    using Owner = std::optional<http::Address>;

    explicit MemoryBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    // false: the budget has no room for them and is unchanged.
    [[nodiscard]] bool take(std::size_t bytes, Owner const& owner);
    void giveBack(std::size_t bytes, Owner const& owner);
    std::size_t held_bytes() const { return held_bytes_; }

private:
    std::size_t const bytes_max_;
    std::atomic<std::size_t> held_bytes_{0};
    AddressCounts by_address_;
};

// Requests without a token have a budget of their own. They can use it up, but never the one of
// the users who are signed in.
struct MemoryBudgets {
    MemoryBudgets(std::size_t without_token_bytes_max, std::size_t with_token_bytes_max)
        : without_token(without_token_bytes_max), with_token(with_token_bytes_max) {}

    MemoryBudget without_token;
    MemoryBudget with_token;
};

// The part of one request, given back when the request is destroyed. Used by one thread at a time.
class MemoryHold {
public:
    // Without budgets nothing is counted, and there is always room.
    MemoryHold() = default;
    ~MemoryHold();
    MemoryHold(MemoryHold const&) = delete;
    MemoryHold& operator=(MemoryHold const&) = delete;

    // Call it first. The share begins in the budget of requests without a token.
    void join(std::shared_ptr<MemoryBudgets> budgets, MemoryBudget::Owner const& owner = {}) {
        budgets_ = std::move(budgets);
        owner_ = owner;
    }
    // The request holds this many bytes from now on; fewer than before are ignored, and so are
    // the few bytes of an ordinary request. false: the budget has no room for them.
    [[nodiscard]] bool raiseTo(std::size_t bytes);
    // The token is valid: moves to the other budget. false: that one has no room.
    [[nodiscard]] bool admit();

private:
    MemoryBudget& budget() const;

    std::shared_ptr<MemoryBudgets> budgets_;
    MemoryBudget::Owner owner_;
    std::size_t bytes_ = 0;
    bool has_token_ = false;
};

}  // namespace antrean::server

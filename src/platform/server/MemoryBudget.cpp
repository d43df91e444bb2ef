#include "server/MemoryBudget.hpp"

namespace antrean::server {
namespace {

// Ordinary requests hold less and are not counted, which spares them the shared counter.
constexpr std::size_t kUncountedBytes = 4 * 1024;

}  // namespace

bool MemoryBudget::take(std::size_t bytes, Owner const& owner) {
    if (owner && !by_address_.take(*owner, bytes, bytes_max_ / 4 * 3))
        return false;
    auto held = held_bytes_.load();
    do {
        if (bytes > bytes_max_ || held > bytes_max_ - bytes) {
            if (owner)
                by_address_.giveBack(*owner, bytes);
            return false;
        }
    } while (!held_bytes_.compare_exchange_weak(held, held + bytes));
    return true;
}

void MemoryBudget::giveBack(std::size_t bytes, Owner const& owner) {
    held_bytes_ -= bytes;
    if (owner)
        by_address_.giveBack(*owner, bytes);
}

MemoryHold::~MemoryHold() {
    if (bytes_ > 0)
        budget().giveBack(bytes_, owner_);
}

bool MemoryHold::raiseTo(std::size_t bytes) {
    if (!budgets_ || bytes <= kUncountedBytes || bytes <= bytes_)
        return true;
    if (!budget().take(bytes - bytes_, owner_))
        return false;
    bytes_ = bytes;
    return true;
}

bool MemoryHold::admit() {
    if (has_token_)
        return true;
    if (bytes_ > 0) {
        if (!budgets_->with_token.take(bytes_, owner_))
            return false;
        budgets_->without_token.giveBack(bytes_, owner_);
    }
    has_token_ = true;
    return true;
}

MemoryBudget& MemoryHold::budget() const {
    return has_token_ ? budgets_->with_token : budgets_->without_token;
}

}  // namespace antrean::server

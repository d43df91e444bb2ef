#include "delivery/Breakers.hpp"

#include "base/Log.hpp"
#include "base/Text.hpp"

#include <algorithm>
#include <utility>

namespace antrean::delivery {

std::string originOf(std::string_view url) {
    auto const scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return text::lower(url.substr(0, url.find_first_of("/?#")));
    auto const begin = scheme + 3;
    auto const authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
    auto const at = authority.rfind('@');
    auto const host = at == std::string_view::npos ? authority : authority.substr(at + 1);
    return text::lower(std::string(url.substr(0, begin)) + std::string(host));
}

Breakers::Pass::Pass(Breakers& breakers, std::string origin, std::string recipient)
    : breakers_(breakers), origin_(std::move(origin)), recipient_(std::move(recipient)) {}

Breakers::Pass::~Pass() {
    breakers_.leave(origin_);
}

void Breakers::Pass::succeeded() {
    if (!std::exchange(is_over_, true))
        breakers_.noteSuccess(origin_);
}

void Breakers::Pass::failed(std::string reason, Time now) {
    if (!std::exchange(is_over_, true))
        breakers_.noteFailure(origin_, recipient_, std::move(reason), now);
}

Breakers::Time Breakers::Target::opensFor(std::string const& recipient) const {
    return failed.contains(recipient) ? open_until + kOthersFirst : open_until;
}

std::variant<std::shared_ptr<Breakers::Pass>, Breakers::Closed> Breakers::enter(
    std::string const& origin, std::string const& recipient, Time now
) {
    std::scoped_lock const lock(mutex_);
    auto& target = targets_[origin];
    if (target.isOpen() && now < target.opensFor(recipient))
        return Closed{
            std::chrono::ceil<std::chrono::milliseconds>(target.opensFor(recipient) - now),
            target.reason};
    // Half-open: one probe at a time.
    if (target.isOpen() && target.calls > 0)
        return Closed{kBusyPause, target.reason};
    if (target.calls >= kCallsPerTarget)
        return Closed{kBusyPause, {}};
    ++target.calls;
    return std::make_shared<Pass>(*this, origin, recipient);
}

void Breakers::leave(std::string const& origin) {
    std::scoped_lock const lock(mutex_);
    auto const found = targets_.find(origin);
    --found->second.calls;
    if (found->second.calls == 0 && found->second.failed.empty())
        targets_.erase(found);
}

void Breakers::noteSuccess(std::string const& origin) {
    std::scoped_lock const lock(mutex_);
    auto& target = targets_.at(origin);
    if (target.isOpen())
        log::info("deliveries to {} work again", origin);
    target.failed.clear();
    target.pause = {};
}

void Breakers::noteFailure(
    std::string const& origin, std::string const& recipient, std::string reason, Time now
) {
    std::scoped_lock const lock(mutex_);
    auto& target = targets_.at(origin);
    bool const was_open = target.isOpen();
    if (target.failed.size() < kRecipientsMax)
        target.failed.insert(recipient);
    target.reason = std::move(reason);
    // A call that began before the breaker opened may fail after that. It does not prolong the
    // pause.
    if (!target.isOpen() || (was_open && now < target.open_until))
        return;
    target.pause = std::clamp(target.pause * 2, kFirstPause, kLongestPause);
    target.open_until = now + target.pause;
    if (!was_open)
        log::warning("deliveries to {} fail; tried again every now and then", origin);
}

}  // namespace antrean::delivery

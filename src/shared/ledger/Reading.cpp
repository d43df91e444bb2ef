#include "ledger/Reading.hpp"

#include <algorithm>

namespace antrean::ledger {

bool Reading::aim(std::int64_t settled) {
    bool const is_anew = !has_begun_ || settled < after_;
    if (is_anew) {
        has_begun_ = true;
        after_ = std::max<std::int64_t>(0, settled - kHistory);
        news_after_ = settled;
    }
    settled_ = settled;
    auto const last = after_ < news_after_ ? news_after_ : settled;
    end_ = std::min(last, after_ + kAtOnce);
    return is_anew;
}

}  // namespace antrean::ledger

#include "delivery/Watch.hpp"

#include <utility>

namespace antrean::delivery {

void Watch::then(Action action) {
    {
        std::scoped_lock const lock(mutex_);
        if (!ending_) {
            action_ = std::move(action);
            return;
        }
    }
    action(*ending_);
}

void Watch::end(Ending ending) {
    Action action;
    {
        std::scoped_lock const lock(mutex_);
        if (ending_)
            return;
        ending_ = std::move(ending);
        action = std::move(action_);
    }
    if (action)
        action(*ending_);
}

}  // namespace antrean::delivery

#include "server/Turns.hpp"

#include <deque>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace antrean::server {

class Turns::State : public std::enable_shared_from_this<State> {
public:
    std::optional<Turn> take(std::string const& name, Begin begin) {
        std::scoped_lock const lock(mutex_);
        auto const [found, is_free] = waiting_.try_emplace(name);
        if (is_free)
            return makeTurn(name);
        if (found->second.size() >= kWaitingMax)
            return std::nullopt;
        found->second.push_back(std::move(begin));
        return Turn();
    }

private:
    Turn makeTurn(std::string const& name) {
        return {this, [state = shared_from_this(), name](State*) { state->end(name); }};
    }

    void end(std::string const& name) {
        Begin begin;
        {
            std::scoped_lock const lock(mutex_);
            auto const found = waiting_.find(name);
            if (found->second.empty()) {
                waiting_.erase(found);
                return;
            }
            begin = std::move(found->second.front());
            found->second.pop_front();
        }
        begin(makeTurn(name));
    }

    std::mutex mutex_;
    std::unordered_map<std::string, std::deque<Begin>> waiting_;  // by the name of a running one
};

std::shared_ptr<Turns::State> Turns::makeState() {
    return std::make_shared<State>();
}

std::optional<Turns::Turn> Turns::take(std::string const& name, Begin begin) {
    return state_->take(name, std::move(begin));
}

}  // namespace antrean::server

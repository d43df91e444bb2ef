#pragma once

#include <functional>
#include <vector>

namespace antrean::app {

// The parts of the program that have threads. They start in the order in which they were added,
// and stop in reverse.
class Lifecycle {
public:
    // A part with start() and stop(), which outlives this object.
    template <class Part>
    void add(Part& part) {
        add([&part] { part.start(); }, [&part] { part.stop(); });
    }
    void add(std::function<void()> start, std::function<void()> stop) {
        parts_.push_back({std::move(start), std::move(stop)});
    }
    // A part whose threads run from its construction on.
    template <class Part>
    void addRunning(Part& part) {
        add([] {}, [&part] { part.stop(); });
    }

    // Throws what a part throws. Each part's destructor stops it then.
    void start() {
        for (auto const& part : parts_)
            part.start();
    }
    void stop() {
        for (auto part = parts_.rbegin(); part != parts_.rend(); ++part)
            part->stop();
    }

private:
    struct Steps {
        std::function<void()> start;
        std::function<void()> stop;
    };
    std::vector<Steps> parts_;
};

}  // namespace antrean::app

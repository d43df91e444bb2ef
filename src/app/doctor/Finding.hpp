#pragma once

#include <string>
#include <utility>
#include <vector>

namespace antrean::app::doctor {

enum class Level { ok, warning, fault };

// One line of the doctor's report.
struct Finding {
    Level level = Level::ok;
    std::string topic;   // "disk"
    std::string text;    // what is so
    std::string advice;  // what to do; empty if all is well
};

// What one part of the doctor found, in the order in which it looked.
class Findings {
public:
    explicit Findings(std::string topic) : topic_(std::move(topic)) {}

    void well(std::string text) { add(Level::ok, std::move(text), {}); }
    void warn(std::string text, std::string advice) {
        add(Level::warning, std::move(text), std::move(advice));
    }
    void fault(std::string text, std::string advice) {
        add(Level::fault, std::move(text), std::move(advice));
    }

    std::vector<Finding> take() { return std::move(list_); }

private:
    void add(Level level, std::string text, std::string advice) {
        list_.push_back({level, topic_, std::move(text), std::move(advice)});
    }

    std::string topic_;
    std::vector<Finding> list_;
};

}  // namespace antrean::app::doctor

#pragma once

#include <string>

namespace CLI {
class App;
}

namespace antrean::app {

struct Invocation;

struct PrivacyOrder {
    std::string before;         // ISO date
    bool is_confirmed = false;  // without it, the patients are only counted
};

void addAnonymiseFlags(CLI::App& command, PrivacyOrder& order);

// antrean anonymise. Throws std::invalid_argument for a date that is not over for long enough, and
// std::runtime_error, each with one line for the operator.
void anonymise(Invocation const& invocation);

}  // namespace antrean::app

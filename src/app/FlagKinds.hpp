// The kinds of flags: how one is added to a command, read, checked and shown in the help text.
// Each flag can also be an environment variable. Included by Flags.cpp only: CLI11 is slow to
// compile.
#pragma once

#include "http/Network.hpp"
#include "http/NetworkGate.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace antrean::app {

// A text.
CLI::Option* add(
    CLI::App& command, std::string const& flag, std::string& target, std::string const& help
);

// True when the flag is given, without a value.
void addSwitch(CLI::App& command, std::string const& flag, bool& target, std::string const& help);

// Any text that `read` accepts; it throws CLI::ValidationError for a wrong one.
CLI::Option* addRead(
    CLI::App& command,
    std::string const& flag,
    std::function<void(std::string const&)> const& read,
    std::string const& default_text,
    std::string const& help
);

// One of the names in `choices`.
template <class T>
void addChoice(
    CLI::App& command,
    std::string const& flag,
    T& target,
    std::map<std::string, T> const& choices,
    std::string const& help
) {
    std::string names;
    std::string default_name;
    for (auto const& [name, value] : choices) {
        names += names.empty() ? name : "|" + name;
        if (value == target)
            default_name = name;
    }
    auto const read = [&target, choices, flag, names](std::string const& name) {
        auto const found = choices.find(name);
        if (found == choices.end())
            throw CLI::ValidationError(flag, "must be one of " + names + ", not " + name);
        target = found->second;
    };
    addRead(command, flag, read, default_name, help)->type_name(names);
}

// The least and the greatest value that a flag accepts.
struct Range {
    std::int64_t least;
    std::int64_t most;
};

// A whole number.
void addCount(
    CLI::App& command,
    std::string const& flag,
    Range range,
    std::int64_t default_count,
    std::function<void(std::int64_t)> const& read,
    std::string const& help
);
template <class T>
void addNumber(
    CLI::App& command, std::string const& flag, T& target, Range range, std::string const& help
) {
    auto const read = [&target](std::int64_t count) { target = static_cast<T>(count); };
    addCount(command, flag, range, static_cast<std::int64_t>(target), read, help);
}
// A whole number of `Unit`, a std::chrono::duration.
template <class Unit, class Duration>
void addDuration(
    CLI::App& command,
    std::string const& flag,
    Duration& target,
    Range range,
    std::string const& help
) {
    auto const read = [&target](std::int64_t count) { target = Unit(count); };
    auto const default_count = std::chrono::duration_cast<Unit>(target).count();
    addCount(command, flag, range, default_count, read, help);
}

// A whole number of MiB.
void addMebibytes(
    CLI::App& command,
    std::string const& flag,
    std::size_t& bytes,
    Range range,
    std::string const& help
);

// Addresses and networks separated by commas, or *.
void addNetworks(
    CLI::App& command, std::string const& flag, http::NetworkList& target, std::string const& help
);

// Host names separated by commas, or *.
void addHostNames(
    CLI::App& command, std::string const& flag, http::HostNames& target, std::string const& help
);

// HH:MM; `target` becomes HH:MM:00.
void addTimeOfDay(
    CLI::App& command, std::string const& flag, std::string& target, std::string const& help
);

// A check for CLI::Option::check: empty for a good value, otherwise what is wrong with it.
using Check = std::function<std::string(std::string const&)>;

// The value must begin with one of `beginnings`. The message leaves out the value itself, which
// may contain a password.
Check beginsWith(std::vector<std::string> beginnings, std::string const& problem);
// http:// or https://.
Check isWebAddress();
// A time zone that the system knows.
Check isZone();

}  // namespace antrean::app

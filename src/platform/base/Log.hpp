// The program's log, on stderr. Level by audience: error = our fault (5xx), warning = a refusal
// worth seeing, info = the golden path. Never log passwords, tokens, names or phone numbers.
#pragma once

#include <fmt/core.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::log {

enum class Level { debug, info, warning, error };
enum class Format { text, json };

// Empty when the name is none of debug, info, warning, error.
std::optional<Level> levelOf(std::string_view name);

// Call once, before the first line. Lines are written by a thread of their own; when stderr
// stalls, the oldest waiting lines are dropped rather than a request held up.
void start(Format format, Level level);
// Writes what is waiting.
void stop();

bool enabled(Level level);
void write(Level level, std::string_view message);

template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::info))
        write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::warning))
        write(Level::warning, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace antrean::log

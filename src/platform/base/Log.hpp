// The program's log, on stderr. Levels: error = a failure of the server (5xx), warning = a refusal
// that an operator should see, info = normal operation. Never log passwords, tokens, names or phone
// numbers.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace antrean::log {

enum class Level { debug, info, warning, error };
enum class Format { text, json };

struct Settings {
    Format format = Format::text;
    Level level = Level::info;  // the lowest that is logged
};

// Call once, before the first line. A separate thread writes the lines. While stderr is blocked,
// the oldest waiting lines are dropped, so that requests do not wait.
void start(Settings const& settings);
// Writes the waiting lines. false: stderr is blocked, the log's thread still waits for it, and the
// program must end with std::_Exit.
[[nodiscard]] bool stop();
// Writes a line of the program's end, unless stderr is blocked. Does not need the log.
void writeLast(std::string_view line);

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

#include "app/ConfigText.hpp"

#include "delivery/SecretUrl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace antrean::app {
namespace {

constexpr std::size_t kColumnsMax = 98;

// A text of TOML. Single quotes keep the double quotes of JSON as they are.
std::string quoted(std::string const& value) {
    char const quote = value.find('"') == std::string::npos ? '"' : '\'';
    return quote + value + quote;
}

// The key of the realtime app is public: every screen connects with it.
bool isSecret(std::string_view name) {
    return name.ends_with("-secret") || name == "secret-key" || name == "lab-client-key" ||
           name == "realtime-apps";
}

std::string shownValue(ConfigLine const& line) {
    if (isSecret(line.name))
        return line.value.empty() ? std::string() : "***";
    return delivery::withoutCredentials(line.value);
}

// The text as lines of a comment.
std::string comment(std::string_view text) {
    std::string lines;
    std::string line = "#";
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (line.size() + 1 + word.size() > kColumnsMax) {
            lines += line + "\n";
            line = "#";
        }
        line += fmt::format(" {}", word);
    }
    return lines + line + "\n";
}

}  // namespace

std::string effectiveConfig(std::vector<ConfigLine> const& lines) {
    std::string text;
    for (auto const& line : lines)
        text += fmt::format("{} = {}  # {}\n", line.name, quoted(shownValue(line)), line.source);
    return text;
}

std::string exampleConfig(std::vector<ConfigLine> const& lines) {
    std::string text =
        "# Settings of antrean. Each line is a flag of `antrean serve`; a line that begins with # "
        "is\n"
        "# a comment and shows the default. `antrean config --config FILE` checks this file and "
        "shows\n"
        "# what is in force.\n";
    std::string_view group;
    for (auto const& line : lines) {
        if (line.group != group)
            text += fmt::format("\n# ---- {} ----\n", line.group);
        group = line.group;
        text += "\n" + comment(line.help);
        text += fmt::format("#{} = {}\n", line.name, quoted(line.default_value));
    }
    return text;
}

}  // namespace antrean::app

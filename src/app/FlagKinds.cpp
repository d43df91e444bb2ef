#include "app/FlagKinds.hpp"

#include "base/Clock.hpp"
#include "whatsapp/QuietHours.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace antrean::app {
namespace {

// --data-dir -> ANTREAN_DATA_DIR
std::string environmentName(std::string const& flag) {
    std::string name = "ANTREAN_";
    for (char const letter : flag.substr(2))
        name += letter == '-' ? '_' : static_cast<char>(std::toupper(letter));
    return name;
}

// The last of several values counts.
CLI::Option* withEnvironment(CLI::Option* option, std::string const& flag) {
    return option->envname(environmentName(flag))->take_last();
}

std::optional<std::int64_t> numberWithin(Range range, std::string const& text) {
    std::int64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end || number < range.least || number > range.most)
        return std::nullopt;
    return number;
}

}  // namespace

CLI::Option* add(
    CLI::App& command, std::string const& flag, std::string& target, std::string const& help
) {
    return withEnvironment(command.add_option(flag, target, help), flag)->capture_default_str();
}

void addSwitch(CLI::App& command, std::string const& flag, bool& target, std::string const& help) {
    command.add_flag(flag, target, help)->envname(environmentName(flag));
}

CLI::Option* addRead(
    CLI::App& command,
    std::string const& flag,
    std::function<void(std::string const&)> const& read,
    std::string const& default_text,
    std::string const& help
) {
    auto* option = command.add_option_function<std::string>(flag, read, help);
    return withEnvironment(option, flag)->default_str(default_text);
}

void addCount(
    CLI::App& command,
    std::string const& flag,
    Range range,
    std::int64_t default_count,
    std::function<void(std::int64_t)> const& read,
    std::string const& help
) {
    auto const read_text = [flag, range, read](std::string const& text) {
        auto const number = numberWithin(range, text);
        if (!number)
            throw CLI::ValidationError(
                flag,
                fmt::format(
                    "must be a whole number from {} to {}, not {}", range.least, range.most, text
                )
            );
        read(*number);
    };
    addRead(command, flag, read_text, std::to_string(default_count), help)
        ->type_name(fmt::format("{}..{}", range.least, range.most));
}

void addMebibytes(
    CLI::App& command,
    std::string const& flag,
    std::size_t& bytes,
    Range range,
    std::string const& help
) {
    auto const read = [&bytes](std::int64_t mebibytes) {
        bytes = static_cast<std::size_t>(mebibytes) << 20U;
    };
    addCount(command, flag, range, static_cast<std::int64_t>(bytes >> 20U), read, help);
}

void addNetworks(
    CLI::App& command, std::string const& flag, http::NetworkList& target, std::string const& help
) {
    auto const read = [&target, flag](std::string const& text) {
        auto const networks = http::NetworkList::parse(text);
        if (!networks)
            throw CLI::ValidationError(
                flag, "must be addresses or networks separated by commas, or *"
            );
        target = *networks;
    };
    addRead(command, flag, read, target.text(), help);
}

void addHostNames(
    CLI::App& command, std::string const& flag, http::HostNames& target, std::string const& help
) {
    auto const read = [&target, flag](std::string const& text) {
        auto const names = http::HostNames::parse(text);
        if (!names)
            throw CLI::ValidationError(flag, "must be host names separated by commas, or *");
        target = *names;
    };
    addRead(command, flag, read, target.text(), help);
}

void addTimeOfDay(
    CLI::App& command, std::string const& flag, std::string& target, std::string const& help
) {
    auto const read = [&target, flag](std::string const& text) {
        auto const time = whatsapp::QuietHours::parse(text);
        if (!time)
            throw CLI::ValidationError(flag, "must be a time of day as HH:MM");
        target = *time;
    };
    addRead(command, flag, read, target.substr(0, 5), help);
}

Check beginsWith(std::vector<std::string> beginnings, std::string const& problem) {
    return [beginnings = std::move(beginnings), problem](std::string const& text) {
        bool const is_fine =
            std::any_of(beginnings.begin(), beginnings.end(), [&text](auto const& beginning) {
                return text.starts_with(beginning);
            });
        return is_fine ? std::string() : problem;
    };
}

Check isWebAddress() {
    return beginsWith({"http://", "https://"}, "must begin with http:// or https://");
}

Check isZone() {
    return [](std::string const& name) {
        return Zone::find(name) ? std::string() : "the system knows no zone named " + name;
    };
}

}  // namespace antrean::app

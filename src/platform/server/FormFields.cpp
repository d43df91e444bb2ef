#include "server/FormFields.hpp"

#include "base/Text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace antrean::server {
namespace {

using boost::json::value;

// Appending to a map searches its largest index. This many keys are visited in all, so that a short
// query cannot cost milliseconds.
constexpr std::size_t kScannedKeysMax = 20'000;

constexpr std::array<std::string_view, 3> kUntrimmed{
    "password",
    "password_confirmation",
    "current_password",
};

// One pair of brackets; `appends` when there is nothing between them.
struct Segment {
    std::string_view key;
    bool appends = false;
};

struct Path {
    std::array<Segment, kFieldDepthMax> segments;
    std::size_t depth = 0;
    bool is_too_deep = false;
};

// Letters that PHP does not allow in the name of a variable.
bool isForbidden(char letter) {
    return letter == ' ' || letter == '.' || letter == '[';
}

std::string withUnderscores(std::string_view name) {
    std::string variable(name);
    std::ranges::replace_if(variable, isForbidden, '_');
    return variable;
}

// The segments behind the outermost name. A bracket that never closes ends the path; text
// between two pairs of brackets ends it too.
void readSegments(std::string_view rest, Path& path) {
    while (rest.starts_with('[')) {
        rest.remove_prefix(1);
        auto const after_space = rest.starts_with(' ') ? rest.substr(1) : rest;
        auto const close = rest.find(']');
        if (close == std::string_view::npos)
            return;
        if (path.depth == kFieldDepthMax) {
            path.is_too_deep = true;
            return;
        }
        path.segments[path.depth++] = {rest.substr(0, close), after_space.starts_with(']')};
        rest.remove_prefix(close + 1);
    }
}

// The integer that PHP would turn a key into: "0", "12", "-3", but not "01" or "-0".
std::optional<std::int64_t> indexOf(std::string_view key) {
    auto const digits = key.starts_with('-') ? key.substr(1) : key;
    if (digits.empty() || (digits.front() == '0' && key.size() > 1))
        return std::nullopt;
    return text::toInt(key);
}

// Empty when no larger index exists.
std::optional<std::int64_t> nextIndex(boost::json::object const& object) {
    std::optional<std::int64_t> largest;
    for (auto const& entry : object)
        if (auto const index = indexOf(entry.key()))
            largest = std::max(largest.value_or(*index), *index);
    if (!largest)
        return 0;
    if (*largest == std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return *largest + 1;
}

// A list that gets a key out of order becomes a map with the same elements.
boost::json::object& turnIntoObject(value& container) {
    boost::json::object object;
    std::int64_t index = 0;
    for (auto& element : container.get_array())
        object.emplace(fmt::to_string(index++), std::move(element));
    container = std::move(object);
    return container.get_object();
}

// The element of the container that the segment names, created if missing; null if no index is
// free.
value* descend(value& container, Segment segment) {
    if (!container.is_array() && !container.is_object())
        container = boost::json::array();
    if (auto* array = container.if_array()) {
        auto const index = segment.appends ? static_cast<std::int64_t>(array->size())
                                           : indexOf(segment.key).value_or(-1);
        auto const size = static_cast<std::int64_t>(array->size());
        if (index == size)
            return &array->emplace_back(nullptr);
        if (index >= 0 && index < size)
            return &(*array)[static_cast<std::size_t>(index)];
        return &turnIntoObject(container)[segment.key];
    }
    auto& object = container.get_object();
    if (!segment.appends)
        return &object[segment.key];
    auto const index = nextIndex(object);
    return index ? &object[fmt::to_string(*index)] : nullptr;
}

// Decodes '+' and percent escapes. The result is in `scratch` only if there were any.
std::string_view decoded(std::string_view encoded, std::string& scratch) {
    if (std::ranges::none_of(encoded, [](char letter) { return letter == '%' || letter == '+'; }))
        return encoded;
    scratch.assign(encoded);
    std::replace(scratch.begin(), scratch.end(), '+', ' ');
    scratch = text::percentDecode(scratch);
    return scratch;
}

value valueOf(std::string_view name, std::optional<std::string_view> text) {
    return text ? cleanText(name, *text) : value(kUploaded);
}

}  // namespace

value cleanText(std::string_view name, std::string_view given) {
    std::string repaired;
    if (given.find('\0') != std::string_view::npos || !text::isUtf8(given)) {
        repaired = text::toUtf8(given);
        std::erase(repaired, '\0');
        given = repaired;
    }
    if (std::find(kUntrimmed.begin(), kUntrimmed.end(), name) == kUntrimmed.end())
        given = text::trim(given);
    return given.empty() ? value(nullptr) : value(boost::json::string(given));
}

bool FormFields::add(std::string_view name, std::string_view text) {
    return place(name, text);
}

bool FormFields::addUpload(std::string_view name) {
    return place(name, std::nullopt);
}

bool FormFields::place(std::string_view name, Text text) {
    if (++count_ > kFieldsMax)
        return false;
    std::string repaired;
    if (!text::isUtf8(name)) {
        repaired = text::toUtf8(name);
        name = repaired;
    }
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    name = name.substr(0, name.find('\0'));
    auto const bracket = name.find('[');
    if (name.empty() || bracket == 0)
        return true;
    if (bracket == std::string_view::npos) {
        setPlain(name, text);
        return true;
    }
    return addNested(name.substr(0, bracket), name.substr(bracket), text);
}

void FormFields::setPlain(std::string_view name, Text text) {
    if (std::ranges::none_of(name, isForbidden))
        target_[name] = valueOf(name, text);
    else
        setPlain(withUnderscores(name), text);
}

bool FormFields::addNested(std::string_view root, std::string_view brackets, Text text) {
    Path path;
    readSegments(brackets, path);
    if (path.is_too_deep)
        return false;
    if (path.depth == 0) {
        setPlain(std::string(root).append(brackets), text);
        return true;
    }
    value* place = &target_[withUnderscores(root)];
    for (std::size_t index = 0; index < path.depth && place != nullptr; ++index) {
        auto const segment = path.segments[index];
        if (segment.appends && place->is_object()) {
            scanned_keys_ += place->get_object().size();
            if (scanned_keys_ > kScannedKeysMax)
                return false;
        }
        place = descend(*place, segment);
    }
    if (place != nullptr)
        *place = valueOf({}, text);
    return true;
}

bool FormFields::addEncoded(std::string_view pairs) {
    std::string name_scratch;
    std::string text_scratch;
    while (!pairs.empty()) {
        auto const pair = pairs.substr(0, pairs.find('&'));
        pairs.remove_prefix(std::min(pair.size() + 1, pairs.size()));
        if (pair.empty())
            continue;
        auto const equals = pair.find('=');
        auto const text = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
        if (!add(decoded(pair.substr(0, equals), name_scratch), decoded(text, text_scratch)))
            return false;
    }
    return true;
}

}  // namespace antrean::server

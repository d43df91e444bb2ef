#include "reminder/Template.hpp"

#include "base/Text.hpp"

#include <boost/mp11.hpp>

#include <unordered_set>

namespace antrean::reminder {
namespace {

constexpr std::string_view kOpening = "{{";
constexpr std::string_view kClosing = "}}";

std::string const* find(Values const& values, std::string_view name) {
    using Members = boost::describe::describe_members<Values, boost::describe::mod_public>;
    std::string const* found = nullptr;
    boost::mp11::mp_for_each<Members>([&values, &found, name](auto member) {
        if (name == member.name)
            found = &(values.*member.pointer);
    });
    return found;
}

// Reads a variable after its opening braces. Empty if the text is not a variable. Looks no further
// than to the next brace, so that a text of nothing but braces takes no longer than another one.
std::string_view variableAt(std::string_view rest) {
    auto const end = rest.find_first_of("{}\r\n", kOpening.size());
    if (end == rest.npos || !rest.substr(end).starts_with(kClosing))
        return {};
    auto const inside = rest.substr(kOpening.size(), end - kOpening.size());
    return text::isBlank(inside) ? std::string_view{} : inside;
}

}  // namespace

Rendered render(std::string_view message, Values const& values) {
    Rendered rendered;
    std::unordered_set<std::string> unknown;
    while (true) {
        auto const opening = message.find(kOpening);
        rendered.text += message.substr(0, opening);
        if (opening == message.npos)
            return rendered;
        message.remove_prefix(opening);
        auto const variable = variableAt(message);
        if (variable.empty()) {
            rendered.text += message.front();
            message.remove_prefix(1);
            continue;
        }
        message.remove_prefix(kOpening.size() + variable.size() + kClosing.size());
        std::string const name(text::trim(variable));
        if (auto const* value = find(values, name))
            rendered.text += *value;
        else if (unknown.insert(name).second)
            rendered.unknown_variables.push_back(name);
    }
}

}  // namespace antrean::reminder

#include "base/Text.hpp"
#include "validation/Rules.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace antrean::validation {
namespace {

using boost::json::value;

constexpr std::string_view kEachElement = ".*";

File const* uploadOf(std::string_view name, Scope const& scope) {
    auto const found =
        std::find_if(scope.files.begin(), scope.files.end(), [name](File const& file) {
            return file.field == name;
        });
    return found == scope.files.end() ? nullptr : &*found;
}

bool isIn(RuleSet rules, RuleKind kind) {
    return rules == RuleSet::all || needsRows(kind) == (rules == RuleSet::of_rows);
}

// Rules of rows are checked by the one thread that writes: it passes over fields without them.
bool isOver(Field const& field, RuleSet rules) {
    if (rules != RuleSet::of_rows)
        return false;
    auto const* const end = field.rules.data() + field.rule_count;
    return std::none_of(field.rules.data(), end, [](Rule const& rule) {
        return needsRows(rule.kind);
    });
}

// The rule of the field that runs when the value is missing: only `required`.
bool runs(Rule const& rule, Subject const& subject) {
    if (rule.kind == RuleKind::required || subject.file != nullptr)
        return true;
    if (subject.value == nullptr)
        return false;
    if (auto const* string = subject.value->if_string(); string && text::isBlank(*string))
        return false;
    return !(subject.value->is_null() && subject.field.has(RuleKind::nullable));
}

// An element is shown under its own name. Made for messages only, which are rare.
std::string shownName(Subject const& subject) {
    bool const is_element = subject.name != subject.field.name;
    return is_element ? std::string(subject.name) : displayName(subject.name);
}

class Checker {
public:
    Checker(boost::json::object const& input, Scope const& scope) : input_(input), scope_(scope) {}

    void checkField(Field const& field) {
        checkSubject(
            {field,
             field.name,
             input_.if_contains(field.name),
             uploadOf(field.name, scope_),
             input_,
             scope_}
        );
    }

    // "roles.*": checks every element of the array, under its own name ("roles.0").
    void checkElements(Field const& field) {
        auto const base = field.name.substr(0, field.name.size() - kEachElement.size());
        auto const* container = input_.if_contains(base);
        if (container == nullptr)
            return;
        auto const* array = container->if_array();
        auto const* object = container->if_object();
        auto const size = array ? array->size() : object ? object->size() : 0;
        if (size > kItemsMax) {
            add(base, tooManyItems(displayName(base), kItemsMax));
            return;
        }
        for (std::size_t index = 0; array != nullptr && index < size; ++index)
            checkElement(field, fmt::format("{}.{}", base, index), (*array)[index]);
        if (object != nullptr)
            for (auto const& [key, element] : *object)
                checkElement(field, fmt::format("{}.{}", base, std::string_view(key)), element);
    }

    std::vector<FieldErrors> take() { return std::move(errors_); }

private:
    void checkElement(Field const& field, std::string const& name, value const& element) {
        checkSubject({field, name, &element, nullptr, input_, scope_});
    }

    void checkSubject(Subject const& subject) {
        bool const is_present = subject.value != nullptr || subject.file != nullptr;
        if (subject.field.has(RuleKind::sometimes) && !is_present)
            return;
        // A file that did not arrive completely cannot be checked.
        if (subject.file != nullptr && !subject.file->is_whole)
            return add(subject.name, failedToUpload(shownName(subject)));
        bool is_broken = false;
        for (std::size_t index = 0; index < subject.field.rule_count; ++index) {
            auto const& rule = subject.field.rules[index];
            // The database is not asked about a value that broke a rule already.
            if (!isIn(scope_.rules, rule.kind) || !runs(rule, subject) ||
                (is_broken && needsRows(rule.kind)))
                continue;
            if (needsRows(rule.kind) && scope_.lookup == nullptr)
                throw std::logic_error("a spec with unique or exists needs a Lookup");
            if (holds(rule, subject))
                continue;
            is_broken = true;
            add(subject.name, message(rule, shownName(subject), sizeOf(subject)));
            if (rule.kind == RuleKind::required || subject.field.has(RuleKind::bail))
                return;
        }
    }

    void add(std::string_view field, std::string text) {
        auto entry = std::find_if(errors_.begin(), errors_.end(), [field](auto const& each) {
            return each.field == field;
        });
        if (entry == errors_.end())
            entry = errors_.insert(errors_.end(), FieldErrors{std::string(field), {}});
        auto& messages = entry->messages;
        if (std::find(messages.begin(), messages.end(), text) == messages.end())
            messages.push_back(std::move(text));
    }

    boost::json::object const& input_;
    Scope const& scope_;
    std::vector<FieldErrors> errors_;
};

}  // namespace

std::vector<FieldErrors> check(boost::json::object const& input, Spec spec, Scope const& scope) {
    Checker checker(input, scope);
    for (Field const& field : spec)
        if (!field.name.ends_with(kEachElement) && !isOver(field, scope.rules))
            checker.checkField(field);
    for (Field const& field : spec)
        if (field.name.ends_with(kEachElement) && !isOver(field, scope.rules))
            checker.checkElements(field);
    return checker.take();
}

}  // namespace antrean::validation

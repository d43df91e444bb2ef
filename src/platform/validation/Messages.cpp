#include "validation/Messages.hpp"

#include "base/Text.hpp"
#include "validation/DateText.hpp"

#include <fmt/format.h>

namespace antrean::validation {
namespace {

std::string minimum(std::int64_t limit, std::string_view name, Size size) {
    switch (size) {
        case Size::characters:
            return fmt::format("The {} field must be at least {} characters.", name, limit);
        case Size::number:
            return fmt::format("The {} field must be at least {}.", name, limit);
        case Size::items:
            return fmt::format("The {} field must have at least {} items.", name, limit);
        case Size::kilobytes:
            return fmt::format("The {} field must be at least {} kilobytes.", name, limit);
    }
    return {};
}

std::string maximum(std::int64_t limit, std::string_view name, Size size) {
    switch (size) {
        case Size::characters:
            return fmt::format("The {} field must not be greater than {} characters.", name, limit);
        case Size::number:
            return fmt::format("The {} field must not be greater than {}.", name, limit);
        case Size::items:
            return fmt::format("The {} field must not have more than {} items.", name, limit);
        case Size::kilobytes:
            return fmt::format("The {} field must not be greater than {} kilobytes.", name, limit);
    }
    return {};
}

std::string within(Rule const& rule, std::string_view name, Size size) {
    auto const low = rule.number;
    auto const high = rule.number_max;
    switch (size) {
        case Size::characters:
            return fmt::format(
                "The {} field must be between {} and {} characters.", name, low, high
            );
        case Size::number:
            return fmt::format("The {} field must be between {} and {}.", name, low, high);
        case Size::items:
            return fmt::format("The {} field must have between {} and {} items.", name, low, high);
        case Size::kilobytes:
            return fmt::format(
                "The {} field must be between {} and {} kilobytes.", name, low, high
            );
    }
    return {};
}

std::string must(std::string_view name, std::string_view what) {
    return fmt::format("The {} field must {}.", name, what);
}

}  // namespace

std::string displayName(std::string_view field) {
    std::string shown;
    for (char const character : field) {
        bool const is_upper = 'A' <= character && character <= 'Z';
        if (is_upper && !shown.empty() && shown.back() != ' ')
            shown += ' ';
        shown += character == '_' ? ' ' : is_upper ? static_cast<char>(character + 32) : character;
    }
    return shown;
}

std::string failedToUpload(std::string_view shown_name) {
    return fmt::format("The {} failed to upload.", shown_name);
}

std::string tooManyItems(std::string_view shown_name, std::size_t items_max) {
    return maximum(static_cast<std::int64_t>(items_max), shown_name, Size::items);
}

std::string message(Rule const& rule, std::string_view shown_name, Size size) {
    switch (rule.kind) {
        case RuleKind::required:
            return fmt::format("The {} field is required.", shown_name);
        case RuleKind::nullable:
        case RuleKind::sometimes:
        case RuleKind::bail:
            return {};
        case RuleKind::text:
            return must(shown_name, "be a string");
        case RuleKind::integer:
            return must(shown_name, "be an integer");
        case RuleKind::numeric:
            return must(shown_name, "be a number");
        case RuleKind::boolean:
            return must(shown_name, "be true or false");
        case RuleKind::array:
            return must(shown_name, "be an array");
        case RuleKind::email:
            return must(shown_name, "be a valid email address");
        case RuleKind::url:
            return must(shown_name, "be a valid URL");
        case RuleKind::date:
            return must(shown_name, "be a valid date");
        case RuleKind::date_format:
            return must(shown_name, fmt::format("match the format {}", firstFormat(rule.text)));
        case RuleKind::after:
            return must(shown_name, "be a date after " + displayName(rule.text));
        case RuleKind::min:
            return minimum(rule.number, shown_name, size);
        case RuleKind::max:
            return maximum(rule.number, shown_name, size);
        case RuleKind::bytes_max:
            return must(shown_name, fmt::format("not be greater than {} bytes", rule.number));
        case RuleKind::between:
            return within(rule, shown_name, size);
        case RuleKind::digits_between:
            if (rule.number == rule.number_max)
                return must(shown_name, fmt::format("be {} digits", rule.number));
            return must(
                shown_name, fmt::format("be between {} and {} digits", rule.number, rule.number_max)
            );
        case RuleKind::in:
        case RuleKind::exists:
            return fmt::format("The selected {} is invalid.", shown_name);
        case RuleKind::confirmed:
            return fmt::format("The {} field confirmation does not match.", shown_name);
        case RuleKind::unique:
            return fmt::format("The {} has already been taken.", shown_name);
        case RuleKind::file:
            return must(shown_name, "be a file");
        case RuleKind::mimes:
            return must(shown_name, "be a file of type: " + text::replaceAll(rule.text, ",", ", "));
    }
    return {};
}

}  // namespace antrean::validation

#include "validation/Rules.hpp"

#include "base/PhpDate.hpp"
#include "base/Text.hpp"
#include "validation/DateText.hpp"
#include "validation/Email.hpp"
#include "validation/Url.hpp"
#include "validation/Values.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace antrean::validation {
namespace {

using boost::json::value;

value const kNull;

value const& valueOf(Subject const& subject) {
    return subject.value == nullptr ? kNull : *subject.value;
}

template <class Visit>
void eachListed(std::string_view list, Visit const& visit) {
    while (true) {
        auto const comma = list.find(',');
        visit(list.substr(0, comma));
        if (comma == std::string_view::npos)
            return;
        list.remove_prefix(comma + 1);
    }
}

bool isListed(std::string_view list, std::string_view wanted) {
    bool found = false;
    eachListed(list, [&found, wanted](std::string_view each) { found = found || each == wanted; });
    return found;
}

bool isIn(Rule const& rule, value const& given) {
    auto const text = scalarText(given);
    return text && isListed(rule.text, *text);
}

double measured(Subject const& subject) {
    auto const& given = valueOf(subject);
    if (subject.file != nullptr)
        return static_cast<double>(subject.file->size_bytes) / 1024.0;
    if (auto const* array = given.if_array())
        return static_cast<double>(array->size());
    if (auto const* object = given.if_object())
        return static_cast<double>(object->size());
    if (sizeOf(subject) == Size::number)
        if (auto const number = numberOf(given))
            return *number;
    return static_cast<double>(text::codePoints(scalarText(given).value_or("")));
}

bool isWithin(Rule const& rule, Subject const& subject) {
    // An integer field is compared with an integer limit exactly, not as a double.
    if (sizeOf(subject) == Size::number && subject.file == nullptr)
        if (auto const integer = integerOf(valueOf(subject));
            integer && !valueOf(subject).is_bool())
            return (rule.kind == RuleKind::max || *integer >= rule.number) &&
                   (rule.kind == RuleKind::min ||
                    *integer <= (rule.kind == RuleKind::max ? rule.number : rule.number_max));
    auto const size = measured(subject);
    auto const low = static_cast<double>(rule.number);
    auto const high =
        static_cast<double>(rule.kind == RuleKind::max ? rule.number : rule.number_max);
    return (rule.kind == RuleKind::max || size >= low) &&
           (rule.kind == RuleKind::min || size <= high);
}

bool hasDigits(Rule const& rule, value const& given) {
    auto const text = scalarText(given);
    if (!text || text->find_first_not_of("0123456789") != std::string::npos)
        return false;
    auto const size = static_cast<std::int64_t>(text->size());
    return rule.number <= size && size <= rule.number_max;
}

bool hasBytes(Rule const& rule, value const& given) {
    auto const size = scalarText(given).value_or("").size();
    return static_cast<std::int64_t>(size) <= rule.number;
}

bool isInteger(Rule const& rule, value const& given) {
    if (integerOf(given))
        return true;
    auto const* text = rule.number == 1 ? given.if_string() : nullptr;
    if (text == nullptr)
        return false;
    std::string_view digits = *text;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    // A sign or space would be before the zeros.
    return digits.find_first_of("123456789") == 0 && integerOf(digits).has_value();
}

// The instant of a value for `after`: read in the field's own formats if it has any, otherwise as
// any date.
std::optional<std::int64_t> instantOf(value const& given, Rule const* format) {
    auto const text = given.is_bool() ? std::nullopt : scalarText(given);
    if (!text)
        return std::nullopt;
    if (format != nullptr)
        return readFormatted(*text, format->text);
    auto const date = phpdate::read(*text);
    return date ? std::optional(date->instant_s) : std::nullopt;
}

bool isAfter(Rule const& rule, Subject const& subject) {
    auto const* format = subject.field.find(RuleKind::date_format);
    auto const own = instantOf(valueOf(subject), format);
    if (!own)
        return false;
    auto const* other = subject.input.if_contains(rule.text);
    if (other == nullptr || other->is_null())
        return true;
    auto const other_instant = instantOf(*other, format);
    return other_instant && *own > *other_instant;
}

bool isConfirmed(Subject const& subject) {
    auto const* again = subject.input.if_contains(std::string(subject.name) + "_confirmation");
    return valueOf(subject) == (again == nullptr ? kNull : *again);
}

bool isFree(Rule const& rule, Subject const& subject) {
    auto const text = scalarText(valueOf(subject));
    return !text ||
           !subject.scope.lookup->taken(rule.text, rule.column, *text, subject.scope.ignored_id);
}

bool exists(Rule const& rule, Subject const& subject) {
    std::set<std::int64_t> ids;
    auto const add = [&ids](value const& given) {
        auto const id = integerOf(given);
        if (id)
            ids.insert(*id);
        return id.has_value();
    };
    auto const& given = valueOf(subject);
    bool all_integers = true;
    if (auto const* array = given.if_array())
        all_integers = array->size() <= kItemsMax && std::all_of(array->begin(), array->end(), add);
    else
        all_integers = add(given);
    return all_integers && std::all_of(ids.begin(), ids.end(), [&](std::int64_t id) {
               return subject.scope.lookup->exists(rule.text, id);
           });
}

// Never stored, whatever their content, because a web server might run them.
constexpr std::array<std::string_view, 9> kExecutable{
    "php",
    "php3",
    "php4",
    "php5",
    "php6",
    "php7",
    "php8",
    "phtml",
    "phar",
};

bool isOfType(Rule const& rule, File const* file) {
    if (file == nullptr)
        return false;
    auto const client = text::lower(file->client_extension);
    if (std::find(kExecutable.begin(), kExecutable.end(), client) != kExecutable.end())
        return false;
    if (file->extension == "jpg" || file->extension == "jpeg")
        return isListed(rule.text, "jpg") || isListed(rule.text, "jpeg");
    return isListed(rule.text, file->extension);
}

}  // namespace

bool isEmpty(value const& given) {
    if (auto const* string = given.if_string())
        return text::isBlank(*string);
    if (auto const* list = given.if_array())
        return list->empty();
    if (auto const* object = given.if_object())
        return object->empty();
    return given.is_null();
}

Size sizeOf(Subject const& subject) {
    if (subject.field.has(RuleKind::integer) || subject.field.has(RuleKind::numeric))
        return Size::number;
    if (subject.field.has(RuleKind::array))
        return Size::items;
    return subject.file == nullptr ? Size::characters : Size::kilobytes;
}

bool holds(Rule const& rule, Subject const& subject) {
    auto const& given = valueOf(subject);
    bool const is_file = subject.file != nullptr;
    switch (rule.kind) {
        case RuleKind::required:
            return is_file || !isEmpty(given);
        case RuleKind::nullable:
        case RuleKind::sometimes:
        case RuleKind::bail:
            return true;
        case RuleKind::text:
            return !is_file && isText(given);
        case RuleKind::integer:
            return !is_file && isInteger(rule, given);
        case RuleKind::numeric:
            return !is_file && numberOf(given).has_value();
        case RuleKind::boolean:
            return !is_file && booleanOf(given).has_value();
        case RuleKind::array:
            return !is_file && (given.is_array() || given.is_object());
        case RuleKind::email:
            return !is_file && isText(given) && isEmail(given.get_string());
        case RuleKind::url:
            return !is_file && isText(given) && isUrl(given.get_string());
        case RuleKind::date:
            return !is_file && isDate(given);
        case RuleKind::date_format: {
            auto const written = given.is_bool() ? std::nullopt : scalarText(given);
            return !is_file && written && readFormatted(*written, rule.text);
        }
        case RuleKind::after:
            return !is_file && isAfter(rule, subject);
        case RuleKind::min:
        case RuleKind::max:
        case RuleKind::between:
            return isWithin(rule, subject);
        case RuleKind::bytes_max:
            return !is_file && hasBytes(rule, given);
        case RuleKind::digits_between:
            return !is_file && hasDigits(rule, given);
        case RuleKind::in:
            return !is_file && isIn(rule, given);
        case RuleKind::confirmed:
            return isConfirmed(subject);
        case RuleKind::unique:
            return isFree(rule, subject);
        case RuleKind::exists:
            return !is_file && exists(rule, subject);
        case RuleKind::file:
            return is_file;
        case RuleKind::mimes:
            return isOfType(rule, subject.file);
    }
    return false;
}

}  // namespace antrean::validation

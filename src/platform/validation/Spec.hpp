// The allowed input of a request, as data: checked at run time with the messages and the order of
// contract 1, printed into the API document, and compared with the C++ struct at compile time
// (validation/Bind.hpp).
#pragma once

#include "base/Result.hpp"

#include <boost/json/fwd.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace antrean::validation {

enum class RuleKind : std::uint8_t {
    required,
    nullable,   // null skips the other rules
    sometimes,  // the rules run only when the key is present
    bail,       // only the first broken rule is reported
    text,       // "string" in the contract
    integer,    // number: 1 if leading zeros are allowed, "01"
    numeric,
    boolean,
    array,
    email,
    url,
    date,
    date_format,  // text: "H:i", or several as "H:i|H:i:s"
    after,        // text: the other field
    min,          // number
    max,          // number
    bytes_max,    // number: of a text in UTF-8
    between,      // number, number_max
    digits_between,
    in,         // text: "BPJS,GENERAL"
    confirmed,  // equals <name>_confirmation
    unique,     // text: table, column
    exists,     // text: table; a trashed row does not count (contract, 6)
    file,
    mimes,  // text: "pdf,doc,docx"
};

struct Rule {
    RuleKind kind{};
    std::int64_t number = 0;
    std::int64_t number_max = 0;
    std::string_view text = {};
    std::string_view column = {};
};

inline constexpr std::size_t kRulesMax = 7;

struct Field {
    std::string_view name;  // "poly_id"; "roles.*" for the elements of an array
    std::array<Rule, kRulesMax> rules{};
    std::size_t rule_count = 0;

    constexpr Rule const* find(RuleKind kind) const {
        for (std::size_t index = 0; index < rule_count; ++index)
            if (rules[index].kind == kind)
                return &rules[index];
        return nullptr;
    }
    // Does not use find(): under the sanitizers g++ does not accept an address in a constant.
    constexpr bool has(RuleKind kind) const {
        for (std::size_t index = 0; index < rule_count; ++index)
            if (rules[index].kind == kind)
                return true;
        return false;
    }
};

using Spec = std::span<Field const>;

// Whether a rule is answered by stored rows.
constexpr bool needsRows(RuleKind kind) {
    return kind == RuleKind::unique || kind == RuleKind::exists;
}
constexpr bool needsRows(Spec spec) {
    for (Field const& field : spec)
        if (field.has(RuleKind::unique) || field.has(RuleKind::exists))
            return true;
    return false;
}

inline constexpr Rule required{RuleKind::required};
inline constexpr Rule nullable{RuleKind::nullable};
inline constexpr Rule sometimes{RuleKind::sometimes};
inline constexpr Rule text{RuleKind::text};
inline constexpr Rule bail{RuleKind::bail};
inline constexpr Rule integer{RuleKind::integer};
inline constexpr Rule integer_with_zeros{RuleKind::integer, 1};
inline constexpr Rule numeric{RuleKind::numeric};
inline constexpr Rule boolean{RuleKind::boolean};
inline constexpr Rule array{RuleKind::array};
inline constexpr Rule email{RuleKind::email};
inline constexpr Rule url{RuleKind::url};
inline constexpr Rule date{RuleKind::date};
inline constexpr Rule confirmed{RuleKind::confirmed};
inline constexpr Rule file{RuleKind::file};
constexpr Rule dateFormat(std::string_view formats) {
    return {RuleKind::date_format, 0, 0, formats, {}};
}
constexpr Rule after(std::string_view other) {
    return {RuleKind::after, 0, 0, other, {}};
}
constexpr Rule min(std::int64_t number) {
    return {RuleKind::min, number, 0, {}, {}};
}
constexpr Rule max(std::int64_t number) {
    return {RuleKind::max, number, 0, {}, {}};
}
constexpr Rule bytesMax(std::int64_t number) {
    return {RuleKind::bytes_max, number, 0, {}, {}};
}
constexpr Rule between(std::int64_t low, std::int64_t high) {
    return {RuleKind::between, low, high, {}, {}};
}
constexpr Rule digits(std::int64_t count) {
    return {RuleKind::digits_between, count, count, {}, {}};
}
constexpr Rule digitsBetween(std::int64_t low, std::int64_t high) {
    return {RuleKind::digits_between, low, high, {}, {}};
}
constexpr Rule in(std::string_view list) {
    return {RuleKind::in, 0, 0, list, {}};
}
constexpr Rule unique(std::string_view table, std::string_view column) {
    return {RuleKind::unique, 0, 0, table, column};
}
constexpr Rule exists(std::string_view table) {
    return {RuleKind::exists, 0, 0, table, "id"};
}
constexpr Rule mimes(std::string_view list) {
    return {RuleKind::mimes, 0, 0, list, {}};
}

template <class... Rules>
constexpr Field field(std::string_view name, Rules... rules) {
    static_assert(sizeof...(Rules) <= kRulesMax);
    return Field{name, {rules...}, sizeof...(Rules)};
}

// Queries the database for the rules that need stored data, in the request's transaction.
class Lookup {
public:
    virtual ~Lookup() = default;
    // Whether a row that is not trashed has this id.
    virtual bool exists(std::string_view table, std::int64_t id) = 0;
    // Whether a row, trashed or not, other than `ignored_id` has this text in `column`.
    virtual bool taken(
        std::string_view table,
        std::string_view column,
        std::string_view value,
        std::int64_t ignored_id
    ) = 0;
};

// An uploaded file as the rules see it. Its content has been examined before.
struct File {
    std::string_view field;
    std::int64_t size_bytes = 0;
    std::string_view extension;         // from the content: "pdf"
    std::string_view client_extension;  // from the client's file name, in lower case
    bool is_whole = true;               // false: the upload was interrupted
};

// Which rules are checked.
enum class RuleSet : std::uint8_t {
    all,
    without_rows,
    of_rows,  // the others are known to hold
};

// What a check needs besides the input.
struct Scope {
    Lookup* lookup = nullptr;     // required by rules that need rows
    std::int64_t ignored_id = 0;  // the row being updated: `unique` does not count it
    std::span<File const> files{};
    RuleSet rules = RuleSet::all;
};

// Returns every broken field with all its messages, in the order of contract 1.4. Empty if the
// input is valid.
std::vector<FieldErrors> check(
    boost::json::object const& input, Spec spec, Scope const& scope = {}
);

}  // namespace antrean::validation

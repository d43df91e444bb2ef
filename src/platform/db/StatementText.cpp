#include "db/StatementText.hpp"

#include <algorithm>
#include <stdexcept>

namespace antrean::db {

namespace {

bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    auto const first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Copies a text without its comments and collects the names of its parameters. Quoted parts,
// casts (::) and dollar quotes are copied as they are.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    StatementVariant scan() {
        while (at_ < text_.size())
            step();
        return std::move(result_);
    }

private:
    void step() {
        char const c = text_[at_];
        char const next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (c == '\'' || c == '"')
            copyThrough(std::string_view(&text_[at_], 1), 1);
        else if (c == '-' && next == '-')
            skipThrough("\n", '\n');
        else if (c == '/' && next == '*')
            skipThrough("*/", ' ');
        else if (c == '$' && isDollarQuote())
            copyDollarQuote();
        else if (c == ':' && next == ':')
            copy(2);
        else if (c == ':' && isNameStart(next))
            copyParameter();
        else
            copy(1);
    }

    void copy(std::size_t count) {
        result_.sql.append(text_.substr(at_, count));
        at_ += count;
    }

    // A doubled quote ends one quoted part and begins the next, which comes to the same.
    void copyThrough(std::string_view end, std::size_t from) {
        auto const found = text_.find(end, at_ + from);
        copy(found == std::string_view::npos ? text_.size() - at_ : found + end.size() - at_);
    }

    void skipThrough(std::string_view end, char replacement) {
        auto const found = text_.find(end, at_);
        at_ = found == std::string_view::npos ? text_.size() : found + end.size();
        result_.sql += replacement;
    }

    bool isDollarQuote() const {
        if (at_ > 0 && isNamePart(text_[at_ - 1]))
            return false;
        auto end = at_ + 1;
        while (end < text_.size() && isNamePart(text_[end]))
            ++end;
        bool const is_number = at_ + 1 < end && !isNameStart(text_[at_ + 1]);
        return end < text_.size() && text_[end] == '$' && !is_number;
    }

    void copyDollarQuote() {
        auto const tag = text_.substr(at_, text_.find('$', at_ + 1) + 1 - at_);
        copyThrough(tag, tag.size());
    }

    void copyParameter() {
        auto end = at_ + 1;
        while (end < text_.size() && isNamePart(text_[end]))
            ++end;
        std::string const name(text_.substr(at_ + 1, end - at_ - 1));
        if (std::ranges::find(result_.parameters, name) == result_.parameters.end())
            result_.parameters.push_back(name);
        copy(end - at_);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    StatementVariant result_;
};

}  // namespace

StatementText::StatementText(std::string_view text) {
    constexpr std::string_view kMark = "--?";
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        Line line{text.substr(0, end)};
        text.remove_prefix(std::min(end + 1, text.size()));
        if (trimmed(line.text) == "--! stream") {
            is_streamed_ = true;
            continue;
        }
        if (auto const mark = line.text.rfind(kMark); mark != std::string_view::npos) {
            auto const name = trimmed(line.text.substr(mark + kMark.size()));
            auto const known = std::ranges::find(optional_names_, name);
            line.text = line.text.substr(0, mark);
            line.optional_name = static_cast<std::size_t>(known - optional_names_.begin());
            if (known == optional_names_.end())
                optional_names_.push_back(name);
        }
        if (!trimmed(line.text).empty())
            lines_.push_back(line);
    }
    if (optional_names_.size() > 64)
        throw std::logic_error("a statement with more than 64 optional parameters");
}

std::uint64_t StatementText::maskOf(std::span<Arg const> args) {
    if (optional_names_.empty())
        return 0;
    std::uint64_t mask = 0;
    seen_.resize(std::max(seen_.size(), args.size()));
    for (std::size_t i = 0; i < args.size(); ++i) {
        auto& [name, bit] = seen_[i];
        if (name != args[i].name) {
            name = args[i].name;
            bit = bitOf(name);
        }
        if (!std::holds_alternative<std::nullptr_t>(args[i].value))
            mask |= bit;
    }
    return mask;
}

std::uint64_t StatementText::bitOf(std::string_view name) const {
    auto const found = std::ranges::find(optional_names_, name);
    if (found == optional_names_.end())
        return 0;
    return std::uint64_t{1} << static_cast<unsigned>(found - optional_names_.begin());
}

StatementVariant StatementText::variant(std::uint64_t mask) const {
    std::string text;
    for (auto const& line : lines_) {
        if (line.optional_name != kAlways && (mask >> line.optional_name & 1U) == 0)
            continue;
        text.append(line.text);
        text += '\n';
    }
    return Scanner(text).scan();
}

}  // namespace antrean::db

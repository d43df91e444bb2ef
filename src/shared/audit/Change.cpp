#include "audit/Change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace antrean::audit {
namespace {

constexpr std::pair<std::string_view, Change::Kind> kVerbs[] = {
    {"INSERT INTO ", Change::Kind::insert},
    {"UPDATE ", Change::Kind::update},
    {"DELETE FROM ", Change::Kind::remove},
};

bool isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Where the word stands in the text; npos if it does not.
std::size_t findWord(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        auto const end = at + word.size();
        bool const begins = at == 0 || (!isWordPart(text[at - 1]) && text[at - 1] != ':');
        if (begins && (end == text.size() || !isWordPart(text[end])))
            return at;
    }
    return text.npos;
}

Subject const* subjectOf(std::string_view table) {
    auto const found = std::ranges::find(subjects(), table, &Subject::table);
    return found == subjects().end() ? nullptr : &*found;
}

// The beginning of a statement that changes a table. `rest` begins behind the table's name.
struct Head {
    Change::Kind kind;
    std::string_view table;
    std::string_view rest;
};

// A text of SQLite may have several statements. Each begins on a line of its own.
std::optional<Head> headOf(std::string_view line, std::string_view text) {
    for (auto const& [verb, kind] : kVerbs)
        if (line.starts_with(verb)) {
            text.remove_prefix(verb.size());
            auto const end = std::ranges::find_if_not(text, isWordPart) - text.begin();
            auto const table = text.substr(0, static_cast<std::size_t>(end));
            auto const rest = text.substr(table.size());
            return Head{kind, table, rest.substr(0, rest.find(";\n"))};
        }
    return std::nullopt;
}

bool setsField(Subject const& subject, std::string_view assignments) {
    auto const isSet = [assignments](std::string_view column) {
        return findWord(assignments, column) != assignments.npos;
    };
    return (!subject.trashed_at.empty() && isSet(subject.trashed_at)) ||
           std::ranges::any_of(subject.fields, [&](Field const& field) {
               return isSet(subject.columnOf(field));
           });
}

std::string objectsText(Subject const& subject, std::string_view condition) {
    return fmt::format(
        "SELECT DISTINCT {} AS id FROM {}\n{}\nORDER BY 1", subject.id, subject.table, condition
    );
}

std::unique_ptr<Change const> changeOf(Head const& head, std::string_view name) {
    auto const* const subject = subjectOf(head.table);
    if (subject == nullptr)
        return nullptr;
    std::string condition;
    if (head.kind == Change::Kind::insert) {
        if (subject->is_created_elsewhere)
            return nullptr;
        if (!subject->found_by.empty())
            condition = fmt::format("WHERE {}", subject->found_by);
    } else {
        auto const where = findWord(head.rest, "WHERE");
        if (head.kind == Change::Kind::update && !setsField(*subject, head.rest.substr(0, where)))
            return nullptr;
        if (where == head.rest.npos)
            throw std::logic_error(fmt::format("{} changes every row of {}", name, head.table));
        auto const end = findWord(head.rest, "RETURNING");
        condition = head.rest.substr(where, end == head.rest.npos ? end : end - where);
    }
    std::unique_ptr<db::ComposedQuery const> objects;
    if (!condition.empty())
        objects = std::make_unique<db::ComposedQuery const>(
            fmt::format("audit.objects.{}", name), objectsText(*subject, condition)
        );
    return std::make_unique<Change const>(Change{head.kind, *subject, std::move(objects)});
}

}  // namespace

std::unique_ptr<Change const> readChange(std::string_view name, std::string_view text) {
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        if (auto const head = headOf(line, text))
            if (auto change = changeOf(*head, name))
                return change;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return nullptr;
}

Change const* changeOf(db::Query const& query, db::Engine engine) {
    using Known = std::map<std::pair<db::Query const*, db::Engine>, std::unique_ptr<Change const>>;
    static std::shared_mutex mutex;
    static Known known;
    std::pair const key{&query, engine};
    {
        std::shared_lock const lock(mutex);
        if (auto const found = known.find(key); found != known.end())
            return found->second.get();
    }
    auto change = readChange(query.name, query.text(engine));
    std::unique_lock const lock(mutex);
    return known.try_emplace(key, std::move(change)).first->second.get();
}

}  // namespace antrean::audit

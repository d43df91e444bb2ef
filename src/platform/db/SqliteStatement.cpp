#include "db/SqliteStatement.hpp"

#include "db/Classify.hpp"
#include "db/Failure.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <variant>

namespace antrean::db {
namespace {

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

int bindValue(sqlite3_stmt* handle, int number, Value const& value) {
    if (auto const* const integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(handle, number, *integer);
    if (auto const* const real = std::get_if<double>(&value))
        return sqlite3_bind_double(handle, number, *real);
    if (auto const* const text = std::get_if<std::string_view>(&value)) {
        // The text outlives the run (db::Arg). A null pointer would be bound as NULL.
        char const* const data = text->data() == nullptr ? "" : text->data();
        return sqlite3_bind_text64(handle, number, data, text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    return sqlite3_bind_null(handle, number);
}

void readCell(sqlite3_stmt* handle, int index, Type type, Cell& cell) {
    cell.is_null = sqlite3_column_type(handle, index) == SQLITE_NULL;
    if (cell.is_null)
        return;
    switch (type) {
        case Type::integer:
            cell.integer = sqlite3_column_int64(handle, index);
            return;
        case Type::real:
            cell.real = sqlite3_column_double(handle, index);
            return;
        case Type::text:
            auto const* const text = sqlite3_column_text(handle, index);
            auto const size = static_cast<std::size_t>(sqlite3_column_bytes(handle, index));
            cell.text.assign(reinterpret_cast<char const*>(text), text == nullptr ? 0 : size);
            return;
    }
}

}  // namespace

// Marks the statements as running and resets them at the end: SQLite keeps a half-read statement
// open, and its transaction with it.
class SqliteStatement::Run {
public:
    explicit Run(SqliteStatement& statement) : statement_(statement) {
        if (statement.is_running_)
            throw std::logic_error(
                std::string(statement.name_) + " is run again from within its own rows"
            );
        statement.is_running_ = true;
    }
    ~Run() {
        statement_.is_running_ = false;
        for (auto const& part : statement_.parts_)
            sqlite3_reset(part.handle.get());
    }
    Run(Run const&) = delete;
    Run& operator=(Run const&) = delete;

private:
    SqliteStatement& statement_;
};

void SqliteStatement::Finalize::operator()(sqlite3_stmt* handle) const {
    sqlite3_finalize(handle);
}

SqliteStatement::SqliteStatement(
    sqlite3* connection,
    std::string_view name,
    std::string_view text,
    std::span<Column const> columns
)
    : connection_(connection), name_(name), cells_(columns.size()) {
    for (auto const& column : columns)
        columns_.push_back({std::string(column.name), column.type});
    prepare(text);
    if (!columns.empty())
        checkColumns();
}

void SqliteStatement::prepare(std::string_view text) {
    while (!isBlank(text)) {
        sqlite3_stmt* handle = nullptr;
        char const* rest = nullptr;
        auto const size = static_cast<int>(text.size());
        int const code = sqlite3_prepare_v3(
            connection_, text.data(), size, SQLITE_PREPARE_PERSISTENT, &handle, &rest
        );
        if (code != SQLITE_OK)
            fail(code);
        text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
        if (handle == nullptr)
            continue;
        auto& part = parts_.emplace_back();
        part.handle.reset(handle);
        for (int number = 1; number <= sqlite3_bind_parameter_count(handle); ++number)
            part.parameters.push_back({sqlite3_bind_parameter_name(handle, number) + 1});
        only_reads_ = only_reads_ && sqlite3_stmt_readonly(handle) != 0;
    }
    if (parts_.empty())
        throw std::logic_error(std::string(name_) + " has no statement");
}

bool SqliteStatement::wants(std::span<Column const> columns) const {
    return std::ranges::equal(columns, columns_, [](Column const& left, WantedColumn const& right) {
        return left.type == right.type && left.name == right.name;
    });
}

void SqliteStatement::fetch(Args args, Statements::EachRow const& each) {
    Run const run(*this);
    auto& part = begin(args);
    while (step(part)) {
        readRow(part);
        if (!each(cells_))
            return;
    }
}

std::int64_t SqliteStatement::execute(Args args) {
    Run const run(*this);
    auto& part = begin(args);
    while (step(part)) {
    }
    return only_reads_ ? 0 : sqlite3_changes64(connection_);
}

SqliteStatement::Part& SqliteStatement::begin(Args args) {
    auto& last = parts_.back();
    for (auto& part : parts_) {
        bind(part, args);
        if (&part == &last)
            break;
        while (step(part)) {
        }
    }
    return last;
}

void SqliteStatement::bind(Part& part, Args args) {
    int number = 0;
    for (auto& parameter : part.parameters) {
        auto const& value = argumentOf(parameter, args).value;
        // PostgreSQL cannot store it.
        auto const* const text = std::get_if<std::string_view>(&value);
        if (text != nullptr && text->find('\0') != std::string_view::npos)
            throw Failure(
                FailureKind::broken, std::string(name_) + ": a text with a NUL character"
            );
        if (int const code = bindValue(part.handle.get(), ++number, value); code != SQLITE_OK)
            fail(code);
    }
}

Arg const& SqliteStatement::argumentOf(Parameter& parameter, Args args) const {
    if (parameter.last_seen_at < args.size() && args[parameter.last_seen_at].name == parameter.name)
        return args[parameter.last_seen_at];
    auto const found = std::ranges::find(args, parameter.name, &Arg::name);
    if (found == args.end())
        throw std::logic_error(std::string(name_) + ": no argument for :" + parameter.name);
    parameter.last_seen_at = static_cast<std::size_t>(found - args.begin());
    return *found;
}

bool SqliteStatement::step(Part& part) {
    int const code = sqlite3_step(part.handle.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        fail(code);
    return code == SQLITE_ROW;
}

void SqliteStatement::readRow(Part& part) {
    for (std::size_t index = 0; index < cells_.size(); ++index)
        readCell(part.handle.get(), static_cast<int>(index), columns_[index].type, cells_[index]);
}

// A wrong SELECT list is found at the first run, not when a value turns up in the wrong member.
void SqliteStatement::checkColumns() const {
    auto* const handle = parts_.back().handle.get();
    auto const count = static_cast<std::size_t>(sqlite3_column_count(handle));
    if (count != columns_.size())
        throw std::logic_error(
            std::string(name_) + " selects " + std::to_string(count) + " columns, expected are " +
            std::to_string(columns_.size())
        );
    for (std::size_t index = 0; index < count; ++index) {
        std::string_view const name = sqlite3_column_name(handle, static_cast<int>(index));
        auto const& wanted = columns_[index].name;
        if (!wanted.empty() && wanted != name)
            throw std::logic_error(
                std::string(name_) + ": column " + std::to_string(index + 1) + " is " +
                std::string(name) + ", expected is " + wanted
            );
    }
}

void SqliteStatement::fail(int code) const {
    bool const has_more = code == SQLITE_CONSTRAINT;
    throw Failure(
        kindOfSqlite(has_more ? sqlite3_extended_errcode(connection_) : code),
        std::string(name_) + ": " + std::string(withoutDetail(sqlite3_errmsg(connection_)))
    );
}

}  // namespace antrean::db

// What a handler sees of the database: statements with named parameters, rows as described
// structs, and what is to happen after the commit. No SOCI in sight (db/Session.cpp has it).
#pragma once

#include "db/Query.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace antrean::db {

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

// One parameter. `name` is the one in the SQL, without the colon; a text is not copied and must
// live until the call returns.
struct Arg {
    std::string_view name;
    Value value;

    Arg(std::string_view parameter, std::nullptr_t) : name(parameter), value(nullptr) {}
    Arg(std::string_view parameter, std::string_view text) : name(parameter), value(text) {}
    Arg(std::string_view parameter, std::string const& text)
        : name(parameter), value(std::string_view(text)) {}
    Arg(std::string_view parameter, char const* text)
        : name(parameter), value(std::string_view(text)) {}
    template <class Number>
    requires std::is_integral_v<Number> Arg(std::string_view parameter, Number number)
        : name(parameter), value(static_cast<std::int64_t>(number)) {}
    Arg(std::string_view parameter, double number) : name(parameter), value(number) {}
    template <class T>
    Arg(std::string_view parameter, std::optional<T> const& maybe)
        : Arg(maybe ? Arg(parameter, *maybe) : Arg(parameter, nullptr)) {}
};

enum class Type : std::uint8_t { integer, real, text };

// A column that the caller expects, in the order of the SELECT list. An empty name fits any.
struct Column {
    std::string_view name;
    Type type{};
};

// One value of a fetched row; the member named by the column's Type holds it.
struct Cell {
    bool is_null = true;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
};

// Where statements run: a transaction of ours, or somebody else's database
// (db/ForeignDatabase.hpp). Every call throws db::Failure (db/Failure.hpp) when the database fails;
// handlers do not catch.
class Statements {
public:
    using Args = std::span<Arg const>;
    // Gets each row in turn; may take what it likes out of the cells. false stops the statement.
    using EachRow = std::function<bool(std::span<Cell> row)>;

    virtual ~Statements() = default;

    // The first caller decides names and types of the columns; a SELECT list that does not match
    // them throws std::logic_error. Runs in bounded memory.
    virtual void fetch(
        Query const& query, Args args, std::span<Column const> columns, EachRow const& each
    ) = 0;
    // How many rows the statement changed.
    virtual std::int64_t execute(Query const& query, Args args) = 0;

    std::int64_t run(Query const& query, std::initializer_list<Arg> args = {}) {
        return execute(query, {args.begin(), args.size()});
    }
    template <class Row>
    std::optional<Row> first(Query const& query, std::initializer_list<Arg> args = {});
    template <class Row>
    std::vector<Row> all(Query const& query, std::initializer_list<Arg> args = {});
    // A statement whose one row has one integer: COUNT(*), RETURNING id. Empty without a row, or
    // when the integer is NULL.
    std::optional<std::int64_t> number(Query const& query, std::initializer_list<Arg> args = {});
};

// A session's open transaction. Used by one thread at a time, never kept by a handler.
class Transaction : public Statements {
public:
    virtual Engine engine() const = 0;
    // Nobody else holds the same key until this transaction ends, in any process on this database.
    // (SQLite has one writer, so there it costs nothing.)
    virtual void lock(std::string_view key) = 0;
    // Runs in order once this transaction is committed, on the database's thread, before the
    // answer goes out; never when it is rolled back. Must not throw.
    virtual void afterCommit(std::function<void()> action) = 0;
    // Every process on this database hears of the topic once this transaction is committed, this
    // process before the answer goes out (Database::onNotice). For caches.
    virtual void notice(std::string_view topic) = 0;
    // How many notices this process had heard when this transaction began. What it reads is at
    // least as new as those; a cache keeps the number with what it loaded, so that a load that
    // was overtaken by a change is not taken for fresh.
    virtual std::uint64_t noticesSeen() const = 0;
};

// ---------------------------------------------------------------------------------------------
template <class T>
struct OptionalOf {
    using type = T;
    static constexpr bool value = false;
};
template <class T>
struct OptionalOf<std::optional<T>> {
    using type = T;
    static constexpr bool value = true;
};

template <class T>
constexpr Type typeOf() {
    if constexpr (std::is_integral_v<T>)
        return Type::integer;
    else if constexpr (std::is_floating_point_v<T>)
        return Type::real;
    else
        return Type::text;
}

// Moves a row of cells into a described struct, member by member in the order of both.
template <class Row>
struct RowOf {
    using Members = boost::describe::
        describe_members<Row, boost::describe::mod_public | boost::describe::mod_inherited>;

    static std::span<Column const> columns() {
        static auto const columns = [] {
            std::vector<Column> list;
            boost::mp11::mp_for_each<Members>([&list](auto member) {
                using Member = std::remove_cvref_t<decltype(std::declval<Row&>().*member.pointer)>;
                list.push_back({member.name, typeOf<typename OptionalOf<Member>::type>()});
            });
            return list;
        }();
        return columns;
    }

    static Row take(std::span<Cell> cells) {
        Row row{};
        std::size_t index = 0;
        boost::mp11::mp_for_each<Members>([&row, &index, cells](auto member) {
            assign(row.*member.pointer, cells[index++], member.name);
        });
        return row;
    }

private:
    template <class Member>
    static void assign(Member& target, Cell& cell, char const* name) {
        using Inner = typename OptionalOf<Member>::type;
        if (cell.is_null) {
            if constexpr (OptionalOf<Member>::value)
                return;
            else
                throw std::logic_error(std::string("NULL in column ") + name);
        }
        if constexpr (std::is_same_v<Inner, bool>)
            target = cell.integer != 0;
        else if constexpr (std::is_integral_v<Inner>)
            target = static_cast<Inner>(cell.integer);
        else if constexpr (std::is_floating_point_v<Inner>)
            target = static_cast<Inner>(cell.real);
        else
            target = std::move(cell.text);
    }
};

template <class Row>
std::optional<Row> Statements::first(Query const& query, std::initializer_list<Arg> args) {
    std::optional<Row> found;
    fetch(query, {args.begin(), args.size()}, RowOf<Row>::columns(), [&found](auto row) {
        found = RowOf<Row>::take(row);
        return false;
    });
    return found;
}

template <class Row>
std::vector<Row> Statements::all(Query const& query, std::initializer_list<Arg> args) {
    std::vector<Row> rows;
    fetch(query, {args.begin(), args.size()}, RowOf<Row>::columns(), [&rows](auto row) {
        rows.push_back(RowOf<Row>::take(row));
        return true;
    });
    return rows;
}

}  // namespace antrean::db

// What a handler sees of the database: statements with named parameters, rows as described
// structs, and actions that run after the commit.
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

// One value of a fetched row. The column's Type says which member holds it.
struct Cell {
    bool is_null = true;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
};

// Runs statements: in a transaction of ours, or on a foreign database (db/ForeignDatabase.hpp).
// Every call throws db::Failure (db/Failure.hpp) when the database fails; handlers do not catch it.
class Statements {
public:
    using Args = std::span<Arg const>;
    // Gets each row in turn, and may move values out of the cells. Returns false to stop.
    using EachRow = std::function<bool(std::span<Cell> row)>;

    virtual ~Statements() = default;

    // The first call for a query sets the names and types of its columns. If the SELECT list does
    // not match them, or a later call wants others, throws std::logic_error. Memory is bounded,
    // however many rows there are.
    virtual void fetch(
        Query const& query, Args args, std::span<Column const> columns, EachRow const& each
    ) = 0;
    // Returns how many rows the statement changed.
    virtual std::int64_t execute(Query const& query, Args args) = 0;

    std::int64_t run(Query const& query, std::initializer_list<Arg> args = {}) {
        return execute(query, {args.begin(), args.size()});
    }
    template <class Row>
    std::optional<Row> first(Query const& query, std::initializer_list<Arg> args = {});
    template <class Row>
    std::vector<Row> all(Query const& query, std::initializer_list<Arg> args = {});
    // For a statement whose only row has one integer (COUNT(*), RETURNING id). Empty if there is no
    // row, or if the integer is NULL.
    std::optional<std::int64_t> number(Query const& query, std::initializer_list<Arg> args = {});
};

// The open transaction of a session. Used by one thread at a time. A handler does not keep it.
class Transaction : public Statements {
public:
    virtual Engine engine() const = 0;
    // Waits until no other transaction of any process holds the key, and holds it until this
    // transaction ends. (Does nothing on SQLite, which has one writer.)
    virtual void lock(std::string_view key) = 0;
    // Runs `action` after the commit, on the database thread, before the answer is sent; never
    // after a rollback. Actions run in the order in which they were added. They must not throw.
    virtual void afterCommit(std::function<void()> action) = 0;
    // After the commit, calls the listeners to the topic in every process on this database
    // (Database::onNotice); those of this process before the answer is sent. For caches.
    virtual void notice(std::string_view topic) = 0;
    // Calls these listeners in the other processes alone, and keeps nothing: for a topic that is
    // used once. Does nothing on SQLite, where no other server shares the database.
    virtual void noticeToOthers(std::string_view topic) = 0;
    // How many notices this process had received when this transaction began. What the transaction
    // reads is at least as new as those notices. A cache keeps the number with what it loaded, so
    // that it notices when a change came after the load had begun.
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

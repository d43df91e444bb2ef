#include "db/PreparedStatement.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <stdexcept>
#include <utility>

namespace antrean::db {

// Marks the statement as running and, at the end, lets go of its rows, which PostgreSQL's client
// keeps.
class PreparedStatement::Run {
public:
    explicit Run(PreparedStatement& statement) : statement_(statement) {
        if (statement.is_running_)
            throw std::logic_error(
                std::string(statement.name_) + " is run again from within its own rows"
            );
        statement.is_running_ = true;
    }
    ~Run() {
        statement_.is_running_ = false;
        // SOCI keeps a copy of each parameter until a run succeeds, and the next run would lose it.
        if (std::uncaught_exceptions() > exceptions_before_)
            statement_.unbind();
        if (statement_.engine_ == Engine::postgres)
            statement_.postgres()->result_.reset();
    }
    Run(Run const&) = delete;
    Run& operator=(Run const&) = delete;

private:
    PreparedStatement& statement_;
    int const exceptions_before_ = std::uncaught_exceptions();
};

PreparedStatement::PreparedStatement(
    soci::session& session,
    Engine engine,
    Pooling pooling,
    std::string_view name,
    StatementVariant variant,
    std::span<Column const> columns
)
    : engine_(engine), name_(name), cells_(columns.size()), statement_(session) {
    for (auto const& column : columns)
        columns_.push_back({std::string(column.name), column.type, soci::i_null});
    for (auto& parameter : variant.parameters) {
        parameters_.emplace_back();
        parameters_.back().name = std::move(parameter);
    }
    statement_.alloc();
    backend_ = statement_.get_backend();
    statement_.prepare(
        variant.sql,
        pooling == Pooling::none ? soci::details::st_repeatable_query
                                 : soci::details::st_one_time_query
    );
}

PreparedStatement::~PreparedStatement() {
    unbind();
}

bool PreparedStatement::wants(std::span<Column const> columns) const {
    return std::ranges::equal(columns, columns_, [](Column const& wanted, ColumnSlot const& slot) {
        return wanted.type == slot.type && wanted.name == slot.name;
    });
}

void PreparedStatement::fetch(Args args, Statements::EachRow const& each) {
    Run const run(*this);
    assign(args);
    bool has_row = statement_.execute(true);
    if (!is_checked_)
        checkColumnNames();
    while (has_row) {
        for (std::size_t i = 0; i < cells_.size(); ++i)
            cells_[i].is_null = columns_[i].indicator == soci::i_null;
        if (!each(cells_))
            return;
        has_row = statement_.fetch();
    }
}

std::int64_t PreparedStatement::execute(Args args) {
    Run const run(*this);
    assign(args);
    statement_.execute(true);
    return statement_.get_affected_rows();
}

void PreparedStatement::assign(Args args) {
    bool must_bind = !is_bound_;
    for (auto& parameter : parameters_)
        if (assignOne(parameter, find(parameter, args).value))
            must_bind = true;
    if (must_bind)
        bind();
}

Arg const& PreparedStatement::find(Parameter& parameter, Args args) const {
    if (parameter.last_seen_at < args.size() && args[parameter.last_seen_at].name == parameter.name)
        return args[parameter.last_seen_at];
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i].name == parameter.name) {
            parameter.last_seen_at = i;
            return args[i];
        }
    }
    throw std::logic_error(std::string(name_) + ": no argument for :" + parameter.name);
}

// True when the value is of another type than the slot that is bound.
bool PreparedStatement::assignOne(Parameter& parameter, Value const& value) {
    parameter.indicator = soci::i_ok;
    auto type = parameter.type;
    if (auto const* const integer = std::get_if<std::int64_t>(&value)) {
        parameter.integer = *integer;
        type = Type::integer;
    } else if (auto const* const real = std::get_if<double>(&value)) {
        parameter.real = *real;
        type = Type::real;
    } else if (auto const* const text = std::get_if<std::string_view>(&value)) {
        // PostgreSQL cannot store it, and SOCI would cut the text there.
        if (!text->empty() && std::memchr(text->data(), '\0', text->size()) != nullptr)
            throw soci::soci_error("a text with a NUL character");
        parameter.text.assign(*text);
        type = Type::text;
    } else {
        parameter.indicator = soci::i_null;
    }
    return std::exchange(parameter.type, type) != type;
}

void PreparedStatement::bind() {
    unbind();
    is_bound_ = true;
    for (auto& parameter : parameters_) {
        auto& indicator = parameter.indicator;
        switch (parameter.type) {
            case Type::integer:
                statement_.exchange(soci::use(parameter.integer, indicator, parameter.name));
                break;
            case Type::real:
                statement_.exchange(soci::use(parameter.real, indicator, parameter.name));
                break;
            case Type::text:
                statement_.exchange(soci::use(parameter.text, indicator, parameter.name));
                break;
        }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        switch (columns_[i].type) {
            case Type::integer:
                statement_.exchange(soci::into(cells_[i].integer, columns_[i].indicator));
                break;
            case Type::real:
                statement_.exchange(soci::into(cells_[i].real, columns_[i].indicator));
                break;
            case Type::text:
                statement_.exchange(soci::into(cells_[i].text, columns_[i].indicator));
                break;
        }
    }
    statement_.define_and_bind();
}

void PreparedStatement::unbind() {
    if (std::exchange(is_bound_, false))
        statement_.bind_clean_up();
}

// A wrong SELECT list is found at the first run, not when a value turns up in the wrong member.
void PreparedStatement::checkColumnNames() {
    is_checked_ = true;
    if (columns_.empty())
        return;
    auto const count = columnCount();
    if (count != columns_.size())
        throw std::logic_error(
            std::string(name_) + " selects " + std::to_string(count) + " columns, expected are " +
            std::to_string(columns_.size())
        );
    for (std::size_t i = 0; i < count; ++i) {
        auto const name = columnName(i);
        if (!columns_[i].name.empty() && columns_[i].name != name)
            throw std::logic_error(
                std::string(name_) + ": column " + std::to_string(i + 1) + " is " +
                std::string(name) + ", expected is " + columns_[i].name
            );
    }
}

std::size_t PreparedStatement::columnCount() const {
    if (engine_ == Engine::mariadb)
        return mysql_num_fields(mariadb()->result_);
    return static_cast<std::size_t>(PQnfields(postgres()->result_));
}

std::string_view PreparedStatement::columnName(std::size_t index) const {
    if (engine_ == Engine::mariadb)
        return mysql_fetch_fields(mariadb()->result_)[index].name;
    return PQfname(postgres()->result_, static_cast<int>(index));
}

soci::postgresql_statement_backend* PreparedStatement::postgres() const {
    return static_cast<soci::postgresql_statement_backend*>(backend_);
}

soci::mysql_statement_backend* PreparedStatement::mariadb() const {
    return static_cast<soci::mysql_statement_backend*>(backend_);
}

StreamedStatement::StreamedStatement(
    soci::session& session,
    Pooling pooling,
    std::string_view name,
    StatementVariant variant,
    std::span<Column const> columns,
    std::size_t number
)
    : session_(session),
      pooling_(pooling),
      name_(name),
      cursor_("antrean_stream_" + std::to_string(number)),
      columns_(columns.begin(), columns.end()),
      open_(
          session,
          Engine::postgres,
          pooling,
          name,
          {"DECLARE " + cursor_ + " NO SCROLL CURSOR FOR " + variant.sql, variant.parameters},
          {}
      ),
      close_(session, Engine::postgres, pooling, name, {"CLOSE " + cursor_, {}}, {}) {}

bool StreamedStatement::wants(std::span<Column const> columns) const {
    return !next_ || next_->wants(columns);
}

std::int64_t StreamedStatement::execute(Args) {
    throw std::logic_error(std::string(name_) + " is a stream: its rows are fetched");
}

void StreamedStatement::fetch(Args args, Statements::EachRow const& each) {
    open_.execute(args);
    if (!next_)
        next_ = std::make_unique<PreparedStatement>(
            session_,
            Engine::postgres,
            pooling_,
            name_,
            StatementVariant{
                "FETCH FORWARD " + std::to_string(kRowsAtATime) + " FROM " + cursor_, {}},
            columns_
        );
    bool is_wanted = true;
    for (std::size_t rows = kRowsAtATime; is_wanted && rows == kRowsAtATime;) {
        rows = 0;
        next_->fetch({}, [&](std::span<Cell> row) {
            ++rows;
            is_wanted = each(row);
            return is_wanted;
        });
    }
    close_.execute({});
}

}  // namespace antrean::db

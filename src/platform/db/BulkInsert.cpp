#include "db/BulkInsert.hpp"

#include "db/Classify.hpp"
#include "db/Failure.hpp"
#include "db/ServerSession.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <iterator>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::db {
namespace {

class Statement final : public BulkInsert {
public:
    Statement(Session& session, BulkTable const& table) : session_(session), table_(table) {}

    void add(std::span<Cell const> row) override {
        args_.clear();
        for (std::size_t i = 0; i < row.size(); ++i)
            args_.push_back(argument(table_.columns[i], row[i]));
        session_.execute(table_.insert, args_);
    }
    void finish() override {}

private:
    static Arg argument(Column const& column, Cell const& cell) {
        if (cell.is_null)
            return {column.name, nullptr};
        switch (column.type) {
            case Type::integer:
                return {column.name, cell.integer};
            case Type::real:
                return {column.name, cell.real};
            case Type::text:
                break;
        }
        return {column.name, cell.text};
    }

    Session& session_;
    BulkTable const& table_;
    std::vector<Arg> args_;
};

// COPY's text format: a line per row, tabs between values, \N for NULL.
class Copy final : public BulkInsert {
public:
    Copy(PGconn* connection, BulkTable const& table) : connection_(connection), table_(table) {
        auto const result = own(PQexec(connection_, table_.copy.c_str()));
        if (PQresultStatus(result.get()) != PGRES_COPY_IN)
            fail(result.get());
        is_open_ = true;
    }
    ~Copy() override {
        if (!is_open_)
            return;
        PQputCopyEnd(connection_, "given up");
        while (own(PQgetResult(connection_)) != nullptr) {
        }
    }
    Copy(Copy const&) = delete;
    Copy& operator=(Copy const&) = delete;

    void add(std::span<Cell const> row) override {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i != 0)
                buffer_ += '\t';
            append(table_.columns[i].type, row[i]);
        }
        buffer_ += '\n';
        if (buffer_.size() >= kBufferBytes)
            send();
    }

    void finish() override {
        send();
        is_open_ = false;
        if (PQputCopyEnd(connection_, nullptr) != 1)
            fail(nullptr);
        auto const result = own(PQgetResult(connection_));
        while (own(PQgetResult(connection_)) != nullptr) {
        }
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
            fail(result.get());
    }

private:
    static constexpr std::size_t kBufferBytes = 256 * 1024;
    using Owned = std::unique_ptr<PGresult, void (*)(PGresult*)>;

    static Owned own(PGresult* result) { return {result, PQclear}; }

    void append(Type type, Cell const& cell) {
        if (cell.is_null)
            buffer_ += "\\N";
        else if (type == Type::integer)
            fmt::format_to(std::back_inserter(buffer_), "{}", cell.integer);
        else if (type == Type::real)
            fmt::format_to(std::back_inserter(buffer_), "{}", cell.real);
        else
            appendText(cell.text);
    }

    void appendText(std::string_view text) {
        for (char const letter : text) {
            switch (letter) {
                case '\0':
                    throw Failure(FailureKind::broken, "a text with a NUL character");
                case '\\':
                    buffer_ += "\\\\";
                    break;
                case '\t':
                    buffer_ += "\\t";
                    break;
                case '\n':
                    buffer_ += "\\n";
                    break;
                case '\r':
                    buffer_ += "\\r";
                    break;
                default:
                    buffer_ += letter;
            }
        }
    }

    void send() {
        auto const size = static_cast<int>(buffer_.size());
        if (PQputCopyData(connection_, buffer_.data(), size) != 1)
            fail(nullptr);
        buffer_.clear();
    }

    [[noreturn]] void fail(PGresult const* result) {
        auto const* const state =
            result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
        throw Failure(
            kindOfPostgres(state == nullptr ? "" : state),
            fmt::format("{}: {}", table_.copy, withoutDetail(PQerrorMessage(connection_)))
        );
    }

    PGconn* connection_;
    BulkTable const& table_;
    std::string buffer_;
    bool is_open_ = false;
};

}  // namespace

std::unique_ptr<BulkInsert> openBulkInsert(Session& session, BulkTable const& table) {
    if (session.engine() != Engine::postgres)
        return std::make_unique<Statement>(session, table);
    auto& server = dynamic_cast<ServerSession&>(session);
    return std::make_unique<Copy>(server.postgres(), table);
}

}  // namespace antrean::db

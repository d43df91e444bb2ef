#include "db/Session.hpp"

#include "db/Classify.hpp"
#include "db/Failure.hpp"
#include "db/PreparedStatement.hpp"
#include "db/StatementText.hpp"

#include <algorithm>
#include <mysql.h>
#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace antrean::db {

namespace {

// A query's text and those of its variants that have run.
struct Prepared {
    explicit Prepared(std::string_view whole) : source(whole), text(whole) {}

    struct Variant {
        std::uint64_t mask = 0;
        std::unique_ptr<PreparedStatement> statement;  // or
        std::unique_ptr<StreamedStatement> stream;
    };

    std::string_view source;
    StatementText text;
    std::vector<Variant> variants;
};

std::uint64_t maskOf(StatementText const& text, Transaction::Args args) {
    std::uint64_t mask = 0;
    auto const& names = text.optionalNames();
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const given = std::ranges::find(args, names[i], &Arg::name);
        if (given != args.end() && !std::holds_alternative<std::nullptr_t>(given->value))
            mask |= std::uint64_t{1} << i;
    }
    return mask;
}

// SOCI's own context (what()) quotes the parameters' values, which no log may show.
std::string reasonOf(soci::soci_error const& error) {
    auto const whole = error.get_error_message();
    auto reason = withoutDetail(whole);
    constexpr std::string_view kInner = "sqlite3_statement_backend::";
    if (reason.starts_with(kInner))
        reason.remove_prefix(std::min(reason.find(' ') + 1, reason.size()));
    return std::string(reason);
}

std::unique_ptr<soci::session> connect(Engine engine, std::string const& connection) {
    try {
        if (engine == Engine::postgres)
            return std::make_unique<soci::session>(soci::postgresql, connection);
        if (engine == Engine::mariadb)
            return std::make_unique<soci::session>(soci::mysql, connection);
        return std::make_unique<soci::session>(soci::sqlite3, "db=\"" + connection + '"');
    } catch (soci::soci_error const& error) {
        // PostgreSQL says why on its second line.
        auto reason = error.get_error_message();
        std::ranges::replace(reason, '\n', ' ');
        throw Failure(FailureKind::unavailable, reason);
    }
}

}  // namespace

struct Session::Impl {
    Impl(Engine which, std::string const& connection)
        : engine(which), session(connect(which, connection)) {
        if (engine == Engine::postgres)
            PQsetNoticeProcessor(postgres()->conn_, logServerNotice, nullptr);
    }

    Prepared::Variant const& prepared(
        Query const& query, Transaction::Args args, std::span<Column const> columns
    );
    Prepared::Variant prepare(
        Query const& query, StatementVariant text, std::span<Column const> columns, bool streams
    );
    template <class Work>
    auto guarded(Query const& query, Work const& work);

    soci::sqlite3_session_backend* sqlite() const {
        return static_cast<soci::sqlite3_session_backend*>(session->get_backend());
    }
    soci::postgresql_session_backend* postgres() const {
        return static_cast<soci::postgresql_session_backend*>(session->get_backend());
    }
    soci::mysql_session_backend* mariadb() const {
        return static_cast<soci::mysql_session_backend*>(session->get_backend());
    }

    Engine engine;
    bool refuses_writes = false;
    bool must_prepare_anew = false;
    std::size_t streams_count = 0;
    std::unique_ptr<soci::session> session;
    std::unordered_map<Query const*, Prepared> statements;
};

Prepared::Variant const& Session::Impl::prepared(
    Query const& query, Transaction::Args args, std::span<Column const> columns
) {
    if (std::exchange(must_prepare_anew, false))
        statements.clear();
    auto const text = query.text(engine);
    auto found = statements.find(&query);
    if (found != statements.end() && found->second.source.data() != text.data()) {
        // Another query lives at this address now.
        statements.erase(found);
        found = statements.end();
    }
    if (found == statements.end())
        found = statements.try_emplace(&query, text).first;
    auto& [source, whole, variants] = found->second;
    auto const mask = maskOf(whole, args);
    auto variant = std::ranges::find(variants, mask, &Prepared::Variant::mask);
    if (variant == variants.end()) {
        bool const streams = engine == Engine::postgres && whole.isStreamed();
        auto fresh = prepare(query, whole.variant(mask), columns, streams);
        fresh.mask = mask;
        variant = variants.insert(variants.end(), std::move(fresh));
    }
    bool const fits = columns.empty() || (variant->stream ? variant->stream->wants(columns)
                                                          : variant->statement->wants(columns));
    if (!fits)
        throw std::logic_error(
            std::string(query.name) + " is read into other columns than at its first run"
        );
    return *variant;
}

Prepared::Variant Session::Impl::prepare(
    Query const& query, StatementVariant text, std::span<Column const> columns, bool streams
) {
    Prepared::Variant fresh;
    if (streams) {
        fresh.stream = std::make_unique<StreamedStatement>(
            *session, query.name, std::move(text), columns, ++streams_count
        );
        return fresh;
    }
    fresh.statement =
        std::make_unique<PreparedStatement>(*session, engine, query.name, std::move(text), columns);
    if (refuses_writes && !fresh.statement->onlyReads())
        throw std::logic_error(std::string(query.name) + " writes in a read transaction");
    return fresh;
}

template <class Work>
auto Session::Impl::guarded(Query const& query, Work const& work) {
    auto const text = [&query](soci::soci_error const& error) {
        return std::string(query.name) + ": " + reasonOf(error);
    };
    try {
        return work();
    } catch (soci::sqlite3_soci_error const& error) {
        throw Failure(kindOfSqlite(error.result()), text(error));
    } catch (soci::postgresql_soci_error const& error) {
        auto const state = error.sqlstate();
        if (refuses_writes && state == "25006")
            throw std::logic_error(std::string(query.name) + " writes in a read transaction");
        auto kind = kindOfPostgres(state);
        if (PQstatus(postgres()->conn_) == CONNECTION_BAD)
            kind = FailureKind::unavailable;
        // Another process migrated the schema: prepared anew, the statement works again.
        if (state == "0A000" && reasonOf(error).find("cached plan") != std::string::npos) {
            must_prepare_anew = true;
            kind = FailureKind::conflict;
        }
        throw Failure(kind, text(error));
    } catch (soci::mysql_soci_error const& error) {
        throw Failure(kindOfMariadb(static_cast<int>(error.err_num_)), text(error));
    } catch (soci::soci_error const& error) {
        throw Failure(FailureKind::broken, text(error));
    }
}

Session::Session(Engine engine, std::string const& connection)
    : impl_(std::make_unique<Impl>(engine, connection)) {}

Session::~Session() = default;

Engine Session::engine() const {
    return impl_->engine;
}

void Session::fetch(
    Query const& query,
    Transaction::Args args,
    std::span<Column const> columns,
    Transaction::EachRow const& each
) {
    impl_->guarded(query, [&] {
        auto const& variant = impl_->prepared(query, args, columns);
        if (variant.stream)
            variant.stream->fetch(args, each);
        else
            variant.statement->fetch(args, each);
    });
}

std::int64_t Session::execute(Query const& query, Transaction::Args args) {
    return impl_->guarded(query, [&] {
        auto const& variant = impl_->prepared(query, args, {});
        if (variant.stream)
            throw std::logic_error(std::string(query.name) + " is a stream: its rows are fetched");
        return variant.statement->execute(args);
    });
}

std::optional<std::int64_t> Session::number(Query const& query, Transaction::Args args) {
    static constexpr Column kAnyInteger[] = {{"", Type::integer}};
    std::optional<std::int64_t> found;
    fetch(query, args, kAnyInteger, [&found](std::span<Cell> row) {
        if (!row[0].is_null)
            found = row[0].integer;
        return false;
    });
    return found;
}

void Session::script(std::string const& statements) {
    if (impl_->engine == Engine::sqlite) {
        auto* const connection = impl_->sqlite()->conn_;
        char const* const text = statements.c_str();
        int const code = sqlite_api::sqlite3_exec(connection, text, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK)
            throw Failure(kindOfSqlite(code), sqlite_api::sqlite3_errmsg(connection));
        return;
    }
    if (impl_->engine == Engine::mariadb) {
        auto* const connection = impl_->mariadb()->conn_;
        if (mysql_query(connection, statements.c_str()) != 0)
            throw Failure(
                kindOfMariadb(static_cast<int>(mysql_errno(connection))), mysql_error(connection)
            );
        return;
    }
    std::unique_ptr<PGresult, void (*)(PGresult*)> const result(
        PQexec(impl_->postgres()->conn_, statements.c_str()), PQclear
    );
    auto const status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return;
    char const* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    throw Failure(
        isLost() ? FailureKind::unavailable : kindOfPostgres(state == nullptr ? "" : state),
        std::string(withoutDetail(PQerrorMessage(impl_->postgres()->conn_)))
    );
}

void Session::refuseWrites(bool refuse) {
    impl_->refuses_writes = refuse;
}

bool Session::isLost() const {
    if (impl_->engine == Engine::mariadb)
        return isConnectionLostByMariadb(static_cast<int>(mysql_errno(impl_->mariadb()->conn_)));
    return impl_->engine == Engine::postgres &&
           PQstatus(impl_->postgres()->conn_) == CONNECTION_BAD;
}

bool Session::isInTransaction() const {
    if (impl_->engine == Engine::sqlite)
        return sqlite_api::sqlite3_get_autocommit(impl_->sqlite()->conn_) == 0;
    if (impl_->engine == Engine::mariadb)
        return false;
    auto const status = PQtransactionStatus(impl_->postgres()->conn_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool Session::isAborted() const {
    return impl_->engine == Engine::postgres &&
           PQtransactionStatus(impl_->postgres()->conn_) == PQTRANS_INERROR;
}

sqlite3* Session::sqlite() const {
    // SOCI declares the same struct in a namespace of its own.
    return impl_->engine == Engine::sqlite
               ? static_cast<sqlite3*>(static_cast<void*>(impl_->sqlite()->conn_))
               : nullptr;
}

pg_conn* Session::postgres() const {
    return impl_->engine == Engine::postgres ? impl_->postgres()->conn_ : nullptr;
}

}  // namespace antrean::db

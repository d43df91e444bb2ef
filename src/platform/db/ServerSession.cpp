#include "db/ServerSession.hpp"

#include "db/Classify.hpp"
#include "db/Failure.hpp"
#include "db/PreparedStatement.hpp"
#include "db/StatementCache.hpp"

#include <algorithm>
#include <mysql.h>
#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <stdexcept>
#include <utility>

namespace antrean::db {

namespace {

// SOCI's own context (what()) quotes the parameters' values, which no log may show.
std::string reasonOf(soci::soci_error const& error) {
    auto const whole = error.get_error_message();
    return std::string(withoutDetail(whole));
}

// Pools between us and the server, such as PgBouncer, may drop the settings of the conninfo. What
// the program relies on is therefore set again. PgBouncer keeps these four for each of its clients,
// also in transaction mode.
constexpr char const* kNeededSettings =
    "SELECT set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, YMD', false),"
    " set_config('client_encoding', 'UTF8', false),"
    " set_config('standard_conforming_strings', 'on', false)";

// A time limit of the URL or the server stays.
constexpr char const* kNeededLimits =
    "SELECT CASE current_setting('statement_timeout') WHEN '0'"
    " THEN set_config('statement_timeout', '30000', false) END,"
    " CASE current_setting('lock_timeout') WHEN '0'"
    " THEN set_config('lock_timeout', '10000', false) END";

std::unique_ptr<soci::session> connect(Engine engine, std::string const& connection) {
    try {
        if (engine == Engine::postgres)
            return std::make_unique<soci::session>(soci::postgresql, connection);
        return std::make_unique<soci::session>(soci::mysql, connection);
    } catch (soci::soci_error const& error) {
        // PostgreSQL says why on its second line.
        auto reason = error.get_error_message();
        std::ranges::replace(reason, '\n', ' ');
        throw Failure(FailureKind::unavailable, reason);
    }
}

}  // namespace

struct ServerSession::Impl {
    Impl(Engine which, std::string const& connection, Pooling its_pooling)
        : engine(which),
          pooling(its_pooling),
          session(connect(which, connection)),
          statements(which) {
        if (engine == Engine::postgres)
            PQsetNoticeProcessor(postgres()->conn_, logServerNotice, nullptr);
    }

    ServerStatement& prepared(Query const& query, Args args, std::span<Column const> columns);
    std::unique_ptr<ServerStatement> prepare(
        Query const& query,
        StatementText const& text,
        StatementVariant variant,
        std::span<Column const> columns
    );
    template <class Work>
    auto guarded(Query const& query, Work const& work);

    soci::postgresql_session_backend* postgres() const {
        return static_cast<soci::postgresql_session_backend*>(session->get_backend());
    }
    soci::mysql_session_backend* mariadb() const {
        return static_cast<soci::mysql_session_backend*>(session->get_backend());
    }

    Engine engine;
    Pooling pooling;
    bool refuses_writes = false;
    bool is_read_only = false;
    bool must_prepare_anew = false;
    std::size_t streams_count = 0;
    std::unique_ptr<soci::session> session;
    StatementCache<ServerStatement> statements;
};

ServerStatement& ServerSession::Impl::prepared(
    Query const& query, Args args, std::span<Column const> columns
) {
    if (std::exchange(must_prepare_anew, false))
        statements.clear();
    return statements
        .get(query, args, columns, [&](StatementText const& text, StatementVariant variant) {
            return prepare(query, text, std::move(variant), columns);
        });
}

std::unique_ptr<ServerStatement> ServerSession::Impl::prepare(
    Query const& query,
    StatementText const& text,
    StatementVariant variant,
    std::span<Column const> columns
) {
    if (engine == Engine::postgres && text.isStreamed())
        return std::make_unique<StreamedStatement>(
            *session, pooling, query.name, std::move(variant), columns, ++streams_count
        );
    return std::make_unique<PreparedStatement>(
        *session, engine, pooling, query.name, std::move(variant), columns
    );
}

template <class Work>
auto ServerSession::Impl::guarded(Query const& query, Work const& work) {
    auto const text = [&query](soci::soci_error const& error) {
        return std::string(query.name) + ": " + reasonOf(error);
    };
    try {
        return work();
    } catch (soci::postgresql_soci_error const& error) {
        auto const state = error.sqlstate();
        if (refuses_writes && state == "25006")
            throw std::logic_error(std::string(query.name) + " writes in a read transaction");
        is_read_only = is_read_only || state == "25006";
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

ServerSession::ServerSession(Engine engine, std::string const& connection, Pooling pooling)
    : impl_(std::make_unique<Impl>(engine, connection, pooling)) {
    if (engine != Engine::postgres)
        return;
    script(kNeededSettings);
    // Behind a pool, each transaction sets them (db/PostgresBegin.hpp), and a glance has none.
    if (pooling == Pooling::none)
        script(kNeededLimits);
}

ServerSession::~ServerSession() = default;

Engine ServerSession::engine() const {
    return impl_->engine;
}

void ServerSession::fetch(
    Query const& query, Args args, std::span<Column const> columns, EachRow const& each
) {
    impl_->guarded(query, [&] { impl_->prepared(query, args, columns).fetch(args, each); });
}

std::int64_t ServerSession::execute(Query const& query, Args args) {
    return impl_->guarded(query, [&] { return impl_->prepared(query, args, {}).execute(args); });
}

void ServerSession::script(std::string const& statements) {
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

void ServerSession::refuseWrites(bool refuse) {
    impl_->refuses_writes = refuse;
}

bool ServerSession::isLost() const {
    if (impl_->engine == Engine::mariadb)
        return isConnectionLostByMariadb(static_cast<int>(mysql_errno(impl_->mariadb()->conn_)));
    return PQstatus(impl_->postgres()->conn_) == CONNECTION_BAD;
}

bool ServerSession::isReadOnly() const {
    return impl_->is_read_only;
}

bool ServerSession::isInTransaction() const {
    if (impl_->engine == Engine::mariadb)
        return false;
    auto const status = PQtransactionStatus(impl_->postgres()->conn_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool ServerSession::isAborted() const {
    return impl_->engine == Engine::postgres &&
           PQtransactionStatus(impl_->postgres()->conn_) == PQTRANS_INERROR;
}

pg_conn* ServerSession::postgres() const {
    return impl_->engine == Engine::postgres ? impl_->postgres()->conn_ : nullptr;
}

}  // namespace antrean::db

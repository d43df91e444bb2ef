#pragma once

#include "db/Pooling.hpp"
#include "db/Session.hpp"

#include <memory>
#include <string>

struct pg_conn;

namespace antrean::db {

// A session on a PostgreSQL or MariaDB server. The only door to SOCI.
class ServerSession : public Session {
public:
    // `connection` is a text of key='value' pairs. `pooling` is for PostgreSQL. Throws Failure.
    ServerSession(Engine engine, std::string const& connection, Pooling pooling = Pooling::none);
    ~ServerSession() override;
    ServerSession(ServerSession const&) = delete;
    ServerSession& operator=(ServerSession const&) = delete;

    Engine engine() const override;
    void fetch(Query const& query, Args args, std::span<Column const> columns, EachRow const& each)
        override;
    std::int64_t execute(Query const& query, Args args) override;
    void script(std::string const& statements) override;

    // From now on (not) in a read transaction, where a statement that the server refuses to run is
    // a std::logic_error. Has no effect on MariaDB, where the SQL text decides it.
    void refuseWrites(bool refuse);
    // Whether the connection is gone for good.
    bool isLost() const;
    // Whether the server has refused a write of a write transaction because it only reads, as a
    // standby does. A new connection may reach another server.
    bool isReadOnly() const;
    // Whether a transaction is open. On MariaDB none ever is.
    bool isInTransaction() const;
    // Whether the open transaction can only be rolled back (PostgreSQL, after any error).
    bool isAborted() const;

    // The native handle, owned by the session; null on MariaDB.
    pg_conn* postgres() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace antrean::db

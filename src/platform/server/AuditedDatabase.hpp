#pragma once

#include "db/Database.hpp"
#include "http/Auditor.hpp"
#include "http/Message.hpp"

#include <optional>
#include <string>

namespace antrean::server {

// The database as a handler sees it that opens its transactions itself: the auditor runs the work
// of each transaction that writes. Lives for one request.
class AuditedDatabase final : public db::Database {
public:
    AuditedDatabase(db::Database& database, http::Auditor& auditor, http::Request const& request)
        : database_(database), auditor_(auditor), request_(request) {}

    db::Engine engine() const override { return database_.engine(); }
    std::optional<std::string> trouble() const override { return database_.trouble(); }
    void run(db::Mode mode, db::Job job) override;
    void onNotice(NoticeListener listener) override { database_.onNotice(std::move(listener)); }
    void onOwnNotice(NoticeListener listener) override {
        database_.onOwnNotice(std::move(listener));
    }
    void stop() override { database_.stop(); }

private:
    db::Database& database_;
    http::Auditor& auditor_;
    http::Request const& request_;
};

}  // namespace antrean::server

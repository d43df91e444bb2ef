#include "kiosk/KioskStore.hpp"

#include "db/Transaction.hpp"
#include "kiosk/Sql.hpp"

namespace antrean::kiosk {
namespace {

// More sessions than any clinic has on a day.
constexpr std::int64_t kSessionsMax = 1'000;

struct PlannedPoly {
    std::int64_t poly_id;
};
BOOST_DESCRIBE_STRUCT(PlannedPoly, (), (poly_id))

}  // namespace

std::vector<Kiosk> listKiosks(db::Transaction& transaction) {
    return transaction.all<Kiosk>(sql::kListKiosks);
}

std::int64_t countKiosks(db::Transaction& transaction) {
    return transaction.number(sql::kCountKiosks).value_or(0);
}

std::int64_t insertKiosk(
    db::Transaction& transaction,
    std::string const& name,
    Setup const& setup,
    std::string const& now
) {
    transaction.notice(kKiosksTopic);
    return transaction
        .number(
            sql::kInsertKiosk,
            {{"name", name},
             {"setup_hash", setup.hash},
             {"setup_ends_at", setup.ends_at},
             {"now", now}}
        )
        .value();
}

std::optional<Kiosk> findSetup(
    db::Transaction& transaction, std::string const& setup_hash, std::string const& now
) {
    return transaction.first<Kiosk>(sql::kFindSetup, {{"setup_hash", setup_hash}, {"now", now}});
}

bool activateKiosk(
    db::Transaction& transaction,
    std::int64_t id,
    std::string const& setup_hash,
    std::string const& token_hash,
    std::string const& now
) {
    auto const activated = transaction.run(
        sql::kActivateKiosk,
        {{"id", id}, {"setup_hash", setup_hash}, {"token_hash", token_hash}, {"now", now}}
    );
    transaction.notice(kKiosksTopic);
    return activated > 0;
}

void touchKiosk(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    transaction.run(sql::kTouchKiosk, {{"id", id}, {"now", now}});
}

bool deleteKiosk(db::Transaction& transaction, std::int64_t id) {
    auto const deleted = transaction.run(sql::kDeleteKiosk, {{"id", id}});
    transaction.notice(kKiosksTopic);
    return deleted > 0;
}

std::vector<Session> listSessions(db::Transaction& transaction, std::string const& date) {
    return transaction.all<Session>(sql::kListSessions, {{"date", date}, {"size", kSessionsMax}});
}

std::vector<std::int64_t> listPlannedPolies(db::Transaction& transaction, std::string const& date) {
    std::vector<std::int64_t> ids;
    for (auto const& row : transaction.all<PlannedPoly>(sql::kListPlannedPolies, {{"date", date}}))
        ids.push_back(row.poly_id);
    return ids;
}

}  // namespace antrean::kiosk

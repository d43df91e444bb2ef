#include "patient/PatientUpkeep.hpp"

#include "base/Log.hpp"
#include "clinic/Phone.hpp"
#include "db/Database.hpp"
#include "patient/SearchKey.hpp"
#include "patient/Sql.hpp"

#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>

namespace antrean::patient {
namespace {

constexpr std::int64_t kFilledAtOnce = 1'000;
// Takes the writer about 5 ms on SQLite.
constexpr std::int64_t kSettledAtOnce = 200;
// The pause after each, as a multiple of its time.
constexpr int kPauseFactor = 40;
constexpr Watcher::Timing kTiming{
    .every = std::chrono::seconds(60),
    .pause = std::chrono::milliseconds(0),
    .retry_after = std::chrono::seconds(10),
};

struct Keyless {
    std::int64_t id;
    std::string patient_name;
    std::optional<std::string> no_bpjs;
    std::string whatsapp_number;
};
BOOST_DESCRIBE_STRUCT(Keyless, (), (id, patient_name, no_bpjs, whatsapp_number))

boost::json::object keysOf(Keyless const& patient) {
    PatientValues const values{patient.patient_name, patient.whatsapp_number, patient.no_bpjs, {}};
    return {
        {"id", patient.id},
        {"whatsapp_key", clinic::phoneKey(patient.whatsapp_number)},
        {"search_key", searchKey(values)},
    };
}

struct Filled {
    std::int64_t last_id = 0;
    std::int64_t count = 0;
};

Filled fillNext(db::Transaction& transaction, std::int64_t after) {
    auto const patients = transaction.all<Keyless>(
        sql::kListPatientsWithoutKey, {{"after", after}, {"size", kFilledAtOnce}}
    );
    if (patients.empty())
        return {};
    boost::json::array keys;
    for (auto const& patient : patients)
        keys.push_back(keysOf(patient));
    transaction.run(sql::kFillKeys, {{"keys", boost::json::serialize(keys)}});
    return {patients.back().id, static_cast<std::int64_t>(patients.size())};
}

Result<void> recount(db::Database& database) {
    return database.write<void>([](db::Transaction& transaction) {
        transaction.run(sql::kRecountPatients);
        return Result<void>();
    });
}

Result<std::int64_t> findNewest(db::Database& database) {
    return database.read<std::int64_t>([](db::Transaction& transaction) {
        return Result<std::int64_t>(transaction.number(sql::kFindNewestPatient).value_or(0));
    });
}

}  // namespace

Result<void> fillKeys(db::Database& database) {
    std::int64_t count = 0;
    for (std::int64_t after = 0;;) {
        auto const filled = database.write<Filled>([after](db::Transaction& transaction) {
            return Result<Filled>(fillNext(transaction, after));
        });
        if (!filled)
            return filled.error();
        if (filled->count == 0)
            break;
        after = filled->last_id;
        count += filled->count;
    }
    if (count > 0)
        log::info("{} patients can be searched now", count);
    return {};
}

Result<bool> settleNext(db::Database& database, std::int64_t newest) {
    return database.write<bool>([newest](db::Transaction& transaction) {
        auto const settled_id = transaction.number(
            sql::kFindNextSettled, {{"newest", newest}, {"size", kSettledAtOnce}}
        );
        if (settled_id)
            transaction.run(sql::kSettlePatients, {{"settled_id", *settled_id}});
        return Result<bool>(settled_id.has_value());
    });
}

PatientUpkeep::PatientUpkeep(db::Database& database)
    : database_(database), watcher_(kTiming, [this](bool) { return look(); }) {}

void PatientUpkeep::start() {
    watcher_.poke();
    watcher_.start();
}

bool PatientUpkeep::look() {
    using std::chrono::steady_clock;
    if (!is_recounted_)
        is_recounted_ = recount(database_).has_value();
    auto const began = steady_clock::now();
    auto const settled = settleNext(database_, newest_);
    if (!settled)
        return false;
    if (*settled) {
        auto const took = steady_clock::now() - began;
        watcher_.lookAgainIn(std::chrono::ceil<std::chrono::milliseconds>(took * kPauseFactor));
        return true;
    }
    // On PostgreSQL a transaction that is open now may still add a patient with a lower id. By the
    // next look it has ended.
    auto const newest = findNewest(database_);
    newest_ = newest ? *newest : newest_;
    return newest.has_value();
}

}  // namespace antrean::patient

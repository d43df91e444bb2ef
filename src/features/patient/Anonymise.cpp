#include "patient/Anonymise.hpp"

#include "db/Database.hpp"
#include "patient/PatientStore.hpp"
#include "patient/Sql.hpp"

#include <boost/describe.hpp>

namespace antrean::patient {
namespace {

// A writer of SQLite waits about 10 ms for so many.
constexpr std::int64_t kLookedAtAtOnce = 200;

struct Candidate {
    std::int64_t id;
    std::int64_t visits;
    bool is_due;  // known, and of a time that is over
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, visits, is_due))

struct Step {
    std::int64_t last_id = 0;  // 0: there was no patient left
    std::int64_t looked_at = 0;
    Anonymised done;
};

void forget(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    updateValues(transaction, id, {std::string(kAnonymous), "", {}, {}}, now);
    for (auto const& statement :
         {sql::kForgetChat,
          sql::kForgetCheckups,
          sql::kForgetLedgerNotes,
          sql::kForgetLastReasons,
          sql::kForgetReasons,
          sql::kForgetMessages})
        transaction.run(statement, {{"id", id}});
}

Step doNext(db::Transaction& transaction, AnonymiseOrder const& order, std::int64_t after) {
    if (!order.is_rehearsal)
        transaction.run(sql::kLockPatients, {{"after", after}, {"size", kLookedAtAtOnce}});
    auto const candidates = transaction.all<Candidate>(
        sql::kListAnonymisable,
        {{"after", after},
         {"size", kLookedAtAtOnce},
         {"before", order.before},
         {"name", kAnonymous}}
    );
    Step step;
    for (auto const& candidate : candidates) {
        step.last_id = candidate.id;
        ++step.looked_at;
        if (!candidate.is_due)
            continue;
        ++step.done.patients;
        step.done.visits += candidate.visits;
        if (!order.is_rehearsal)
            forget(transaction, candidate.id, order.now);
    }
    return step;
}

Result<Step> runNext(db::Database& database, AnonymiseOrder const& order, std::int64_t after) {
    auto const work = [&order, after](db::Transaction& transaction) {
        return Result<Step>(doNext(transaction, order, after));
    };
    return order.is_rehearsal ? database.read<Step>(work) : database.write<Step>(work);
}

// The index keeps what was removed from it until its parts are merged.
Result<void> mergeIndex(db::Database& database) {
    return database.write<void>([](db::Transaction& transaction) {
        transaction.run(sql::kMergeIndex);
        return Result<void>();
    });
}

}  // namespace

Result<Anonymised> anonymise(
    db::Database& database,
    AnonymiseOrder const& order,
    std::function<bool(std::int64_t looked_at)> const& at
) {
    Anonymised all;
    std::int64_t looked_at = 0;
    for (std::int64_t after = 0;;) {
        auto const step = runNext(database, order, after);
        if (!step)
            return step.error();
        if (step->looked_at == 0)
            break;
        after = step->last_id;
        looked_at += step->looked_at;
        all.patients += step->done.patients;
        all.visits += step->done.visits;
        if (!at(looked_at))
            return all;
    }
    // Also when none was left to do: an earlier call may have been killed before this.
    if (!order.is_rehearsal)
        if (auto const merged = mergeIndex(database); !merged)
            return merged.error();
    return all;
}

}  // namespace antrean::patient

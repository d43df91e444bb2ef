#include "realtime/PeerBus.hpp"

#include "base/Log.hpp"
#include "base/Random.hpp"
#include "db/Database.hpp"
#include "realtime/Sql.hpp"

#include <boost/describe.hpp>

#include <algorithm>

namespace antrean::realtime {
namespace {

constexpr std::string_view kTopic = "realtime";
constexpr std::size_t kNameLetters = 20;
constexpr std::int64_t kRowsAtOnce = 50;
constexpr std::chrono::seconds kEnterMax{1};
constexpr std::chrono::seconds kKeptFor{60};

struct SenderRow {
    std::string sender;
    std::int64_t number = 0;
    std::int64_t last_id = 0;
    bool is_last = false;
};
BOOST_DESCRIBE_STRUCT(SenderRow, (), (sender, number, last_id, is_last))

struct BatchRow {
    std::int64_t id = 0;
    std::string sender;
    std::int64_t number = 0;
    std::string body;
    bool is_last = false;
};
BOOST_DESCRIBE_STRUCT(BatchRow, (), (id, sender, number, body, is_last))

using Steady = std::chrono::steady_clock;

}  // namespace

PeerBus::PeerBus(
    db::Database& database,
    std::vector<Hub*> const& hubs,
    std::chrono::milliseconds silence_max,
    Actions actions
)
    : database_(database),
      name_(randomLetters(kNameLetters)),
      group_(
          name_,
          silence_max,
          hubs,
          {[this] { watcher_.poke(); }, std::move(actions.announce), std::move(actions.lost)}
      ),
      watcher_({.every = group_.pause() / 2}, [this](bool) { return look(); }) {}

PeerBus::~PeerBus() {
    stop();
}

void PeerBus::start() {
    enter();
    watcher_.startAndWait(kEnterMax);
}

void PeerBus::stop() {
    if (!watcher_.stop())
        return;
    if (!write())
        return;
    group_.leave();
    write();
}

void PeerBus::onNotice(std::string_view topic) {
    if (topic.empty()) {
        must_reread_ = true;
        watcher_.pokeAtOnce();
    } else if (topic == kTopic) {
        watcher_.poke();
    }
}

bool PeerBus::look() {
    if (must_reread_.exchange(false)) {
        position_ = 0;
        positions_.clear();
    }
    bool const has_answered = exchange();
    if (!has_answered || group_.hasAllStates())
        watcher_.ready();
    return has_answered;
}

void PeerBus::enter() {
    auto const rows = database_.read<std::vector<SenderRow>>([](db::Transaction& transaction) {
        return Result<std::vector<SenderRow>>(transaction.all<SenderRow>(sql::kListSenders));
    });
    std::map<std::string, std::int64_t> others;
    if (rows)
        for (auto const& row : *rows) {
            position_ = std::max(position_, row.last_id);
            if (!row.is_last)
                others[row.sender] = row.number;
        }
    group_.enter(others, Steady::now());
}

bool PeerBus::exchange() {
    return write() && read();
}

bool PeerBus::write() {
    while (auto const* batch = group_.next(Steady::now())) {
        auto const is_written = database_.write<void>([batch](db::Transaction& transaction) {
            transaction.lock(kTopic);
            transaction.run(
                sql::kInsertBatch,
                {{"sender", batch->sender},
                 {"number", batch->number},
                 {"body", batch->body},
                 {"is_last", batch->is_last}}
            );
            transaction.notice(kTopic);
            return Result<void>();
        });
        if (!is_written && is_written.error().kind == ErrorKind::unavailable)
            return false;
        if (!is_written)
            log::error("a message to the other servers is lost: {}", is_written.error().cause);
        group_.written();
    }
    return true;
}

bool PeerBus::read() {
    for (;;) {
        auto const rows =
            database_.read<std::vector<BatchRow>>([this](db::Transaction& transaction) {
                return Result<std::vector<BatchRow>>(transaction.all<BatchRow>(
                    sql::kListBatches,
                    {{"reader", name_}, {"after", position_}, {"count_max", kRowsAtOnce}}
                ));
            });
        if (!rows)
            return false;
        auto const now = Steady::now();
        for (auto const& row : *rows) {
            group_.receive({row.sender, row.number, row.body, row.is_last}, now);
            position_ = row.id;
        }
        if (static_cast<std::int64_t>(rows->size()) < kRowsAtOnce) {
            group_.caughtUp(now);
            prune(now);
            return true;
        }
    }
}

// Every process removes the rows that it read a minute ago. A process that has not read them by
// then asks for the states.
void PeerBus::prune(Time now) {
    if (!positions_.empty() && now < positions_.back().first + kKeptFor / 6)
        return;
    positions_.emplace_back(now, position_);
    if (now < positions_.front().first + kKeptFor)
        return;
    auto const last_id = positions_.front().second;
    positions_.pop_front();
    database_.write<void>([last_id](db::Transaction& transaction) {
        transaction.run(sql::kRemoveBatches, {{"last_id", last_id}});
        return Result<void>();
    });
}

}  // namespace antrean::realtime

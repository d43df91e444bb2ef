#include "db/PostgresDatabase.hpp"

#include "db/PostgresUrl.hpp"
#include "db/TransactionPool.hpp"

#include <utility>

namespace antrean::db {

namespace {

// Of the server itself, where notices arrive.
std::string conninfoOfServer(Settings const& settings) {
    bool const has_pool = !settings.direct_url.empty();
    auto conninfo = conninfoOf(has_pool ? settings.direct_url : settings.url);
    refuseTransactionPool(
        conninfo,
        has_pool ? "name the server itself with --database-direct"
                 : "name the server itself with --database-direct, and the pool with --database"
    );
    return conninfo;
}

}  // namespace

PostgresDatabase::PostgresDatabase(Settings const& settings)
    : pooling_(settings.direct_url.empty() ? Pooling::none : Pooling::by_transaction),
      conninfo_(conninfoOf(settings.url, pooling_)),
      health_(
          conninfoOfServer(settings),
          pooling_ == Pooling::none ? std::string() : conninfo_,
          changes_,
          sockets_
      ),
      line_(settings.waiting_max, settings.searches_max) {
    for (std::size_t i = 0; i < settings.sessions; ++i)
        threads_.emplace_back([this] { loop(); });
}

PostgresDatabase::~PostgresDatabase() {
    stop();
}

void PostgresDatabase::loop() {
    PostgresWorker worker(shared());
    std::vector<WaitingJob> jobs;
    for (; line_.takeTogether(jobs, PostgresWorker::kTogetherMax); jobs.clear()) {
        worker.run(jobs);
        line_.ended(jobs.front());
    }
}

PostgresWorker::Shared PostgresDatabase::shared() {
    return {conninfo_, pooling_, changes_, sockets_, health_, stop_signal_};
}

void PostgresDatabase::run(Mode mode, Job job) {
    if (mode != Mode::read_apart)
        return line_.push(mode, std::move(job));
    WaitingJob waiting{mode, std::move(job)};
    PostgresWorker(shared()).run({&waiting, 1});
}

void PostgresDatabase::onNotice(NoticeListener listener) {
    changes_.onNotice(std::move(listener));
}

void PostgresDatabase::onOwnNotice(NoticeListener listener) {
    changes_.onOwnNotice(std::move(listener));
}

void PostgresDatabase::stop() {
    stop_signal_.give();
    line_.close();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
    health_.stop();
}

}  // namespace antrean::db

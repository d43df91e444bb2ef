#include "db/PostgresDatabase.hpp"

#include "db/PostgresUrl.hpp"

#include <utility>

namespace antrean::db {

PostgresDatabase::PostgresDatabase(Settings const& settings)
    : conninfo_(conninfoOf(settings.url)),
      listener_(conninfo_, changes_, sockets_),
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
    return {conninfo_, changes_, sockets_, listener_, stop_signal_};
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
    listener_.stop();
}

}  // namespace antrean::db

#include "db/ReplicaDatabase.hpp"

#include "db/PostgresUrl.hpp"

#include <memory>
#include <utility>

namespace antrean::db {

ReplicaDatabase::ReplicaDatabase(Database& primary, ReplicaSettings const& settings)
    : primary_(primary),
      settings_(settings),
      conninfo_(conninfoOfStandby(settings.url)),
      watch_(settings_, primary, sockets_) {
    watch_.start();
    for (std::size_t i = 0; i < settings_.sessions; ++i)
        threads_.emplace_back([this] { loop(); });
}

ReplicaDatabase::~ReplicaDatabase() {
    stop();
}

void ReplicaDatabase::run(Mode mode, Job job) {
    bool const is_long = mode == Mode::read || mode == Mode::search || mode == Mode::read_apart;
    if (!is_long)
        return primary_.run(mode, std::move(job));
    if (!watch_.isUsable())
        return giveToPrimary(mode, std::move(job));
    if (mode == Mode::read_apart)
        return runApart(std::move(job));
    askAndPush(mode, std::move(job));
}

void ReplicaDatabase::askAndPush(Mode mode, Job job) {
    auto const asked = std::make_shared<Asked>(Asked{mode, std::move(job), {}});
    primary_.run(
        Mode::glance,
        {[asked](Transaction& transaction) {
             asked->position = positionOf(transaction);
             return true;
         },
         [this, asked](std::optional<Error> const& error) {
             // Then the primary says itself why it cannot.
             if (error)
                 return giveToPrimary(asked->mode, std::move(asked->job));
             push(std::move(*asked));
         }}
    );
}

void ReplicaDatabase::runApart(Job job) {
    auto const position = primary_.read<Position>([](Transaction& transaction) {
        return Result<Position>(positionOf(transaction));
    });
    if (!position)
        return giveToPrimary(Mode::read_apart, std::move(job));
    ReplicaWorker worker(shared());
    perform(worker, {Mode::read_apart, std::move(job), *position});
}

void ReplicaDatabase::push(Asked asked) {
    {
        std::scoped_lock const lock(mutex_);
        if (!is_closed_ && waiting_.size() < settings_.waiting_max) {
            waiting_.push_back(std::move(asked));
            arrived_.notify_one();
            return;
        }
    }
    giveToPrimary(asked.mode, std::move(asked.job));
}

void ReplicaDatabase::loop() {
    ReplicaWorker worker(shared());
    for (;;) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return is_closed_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        auto asked = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        perform(worker, std::move(asked));
    }
}

ReplicaWorker::Shared ReplicaDatabase::shared() {
    return {conninfo_, settings_.behind_max, sockets_, watch_, stop_signal_, changes_};
}

void ReplicaDatabase::perform(ReplicaWorker& worker, Asked asked) {
    if (watch_.isUsable() && worker.run(asked.job, asked.position))
        reads_.fetch_add(1, std::memory_order_relaxed);
    else
        giveToPrimary(asked.mode, std::move(asked.job));
}

void ReplicaDatabase::giveToPrimary(Mode mode, Job job) {
    reads_at_primary_.fetch_add(1, std::memory_order_relaxed);
    primary_.run(mode, std::move(job));
}

ReplicaFigures ReplicaDatabase::figures() const {
    return {watch_.state(), reads_, reads_at_primary_};
}

void ReplicaDatabase::stop() {
    watch_.stop();
    stop_signal_.give();
    {
        std::scoped_lock const lock(mutex_);
        is_closed_ = true;
    }
    arrived_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
}

}  // namespace antrean::db

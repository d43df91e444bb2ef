// Processes that are one broadcaster: hubs joined by a table in memory, with time and outages
// played by the test.
#pragma once

#include "realtime/Circle.hpp"
#include "support/Listener.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

using Ms = std::chrono::milliseconds;
using Told = std::vector<std::string>;

inline constexpr Ms kSilenceMax{3'000};

inline std::vector<PeerBatch> rows;  // of the table

// One process with one I/O thread.
class Process {
public:
    Process(std::string name, Circle::Time now, App const& app = {})
        : mailbox(std::make_shared<http::Mailbox>(context)),
          hub(app),
          circle(
              std::move(name),
              kSilenceMax,
              {&hub},
              {[] {}, [this] { ++announced; }, [this] { ++lost; }}
          ) {
        hub.start({mailbox});
        circle.enter(others(), now);
    }

    void write(Circle::Time now) {
        while (auto const* batch = circle.next(now)) {
            rows.push_back(*batch);
            circle.written();
        }
    }
    void read(Circle::Time now) {
        for (; position < rows.size(); ++position)
            circle.hear(rows[position], now);
        circle.caughtUp(now);
    }
    void runThread() {
        context.restart();
        context.poll();
    }

    boost::asio::io_context context;
    std::shared_ptr<http::Mailbox> mailbox;
    Hub hub;
    Circle circle;
    std::size_t position = rows.size();
    int announced = 0;
    int lost = 0;

private:
    static std::map<std::string, std::int64_t> others() {
        std::map<std::string, std::int64_t> found;
        for (auto const& row : rows) {
            found[row.sender] = row.number;
            if (row.is_last)
                found.erase(row.sender);
        }
        return found;
    }
};

// A connection of a process, subscribed to one channel.
class Connection {
public:
    Connection(Process& process, SocketId id, std::string channel, std::string_view member = {})
        : listener(id),
          process_(process),
          channel_(std::move(channel)),
          member_(readMember(member)) {
        auto const joined =
            process.hub.join(channel_, 0, id, member_ ? &*member_ : nullptr).value();
        roster = joined.roster;
        last_event = joined.last_event ? *joined.last_event : std::string();
        subscription_ = std::make_unique<Shard::Subscription>(listener, joined.since);
        process.hub.shard(0).add(channel_, *subscription_);
    }
    ~Connection() {
        process_.hub.shard(0).remove(*subscription_);
        process_.hub.leave(channel_, 0, member_ ? member_->id : std::string());
    }

    Listener listener;
    std::string roster;
    std::string last_event;

private:
    Process& process_;
    std::string channel_;
    std::optional<Member> member_;
    std::unique_ptr<Shard::Subscription> subscription_;
};

class CircleTest : public testing::Test {
protected:
    CircleTest() { rows.clear(); }

    // Everything that was said reaches everybody.
    void settle() {
        for (int round = 0; round < 3; ++round) {
            for (auto* const process : living)
                process->write(now);
            for (auto* const process : living)
                process->read(now);
        }
        for (auto* const process : living)
            process->runThread();
    }
    Process& start(std::string name, App const& app = {}) {
        processes.push_back(std::make_unique<Process>(std::move(name), now, app));
        living.push_back(processes.back().get());
        settle();
        return *processes.back();
    }
    void kill(Process& process) { std::erase(living, &process); }
    void pass(Ms time) {
        for (Ms passed{0}; passed < time; passed += Ms(500)) {
            now += Ms(500);
            settle();
        }
    }

    Circle::Time now{std::chrono::hours(1)};
    std::vector<std::unique_ptr<Process>> processes;
    std::vector<Process*> living;
};

inline constexpr std::string_view kAni = R"({"user_id":1,"user_info":{"name":"Ani"}})";
inline constexpr std::string_view kBudi = R"({"user_id":"b"})";
inline constexpr std::string_view kRoom = "presence-a";

inline std::string added(std::string_view member) {
    return *memberAdded(kRoom, member);
}
inline std::string removed(boost::json::value const& user_id) {
    return *memberRemoved(kRoom, user_id);
}

}  // namespace antrean::realtime

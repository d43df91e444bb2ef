// Processes that act as one broadcaster: hubs that are connected by a table in memory. The test
// plays the clock and the outages.
#pragma once

#include "harness/Listener.hpp"
#include "realtime/ChannelName.hpp"
#include "realtime/PeerGroup.hpp"
#include "realtime/ServerMessage.hpp"

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
using Frames = std::vector<std::string>;

inline constexpr Ms kSilenceMax{3'000};

inline std::vector<PeerBatch> rows;  // of the table

// One process with one I/O thread.
class Process {
public:
    Process(std::string name, PeerGroup::Time now, App const& app = {})
        : mailbox(std::make_shared<http::Mailbox>(context)),
          hub(app),
          group(
              std::move(name),
              kSilenceMax,
              {&hub},
              {[] {}, [this] { ++announced; }, [this] { ++lost; }}
          ) {
        hub.start({mailbox});
        group.enter(others(), now);
    }

    void write(PeerGroup::Time now) {
        while (auto const* batch = group.next(now)) {
            rows.push_back(*batch);
            group.written();
        }
    }
    void read(PeerGroup::Time now) {
        for (; position < rows.size(); ++position)
            group.receive(rows[position], now);
        group.caughtUp(now);
    }
    void runThread() {
        context.restart();
        context.poll();
    }

    boost::asio::io_context context;
    std::shared_ptr<http::Mailbox> mailbox;
    Hub hub;
    PeerGroup group;
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
class TestConnection {
public:
    TestConnection(Process& process, SocketId id, std::string channel, std::string_view member = {})
        : listener(id),
          process_(process),
          channel_(std::move(channel)),
          member_(readMember(member)) {
        auto const joined =
            process.hub.join(channel_, 0, id, member_ ? &*member_ : nullptr).value();
        roster = joined.roster;
        last_event = joined.last_event ? *joined.last_event : std::string();
        subscription_ = std::make_unique<Subscription>(listener, joined.since);
        process.hub.shard(0).add(channel_, *subscription_);
    }
    ~TestConnection() {
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
    std::unique_ptr<Subscription> subscription_;
};

class PeerGroupTest : public testing::Test {
protected:
    PeerGroupTest() { rows.clear(); }

    // Carries all messages to all living processes, and runs their I/O threads.
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

    PeerGroup::Time now{std::chrono::hours(1)};
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

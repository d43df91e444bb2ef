#include "realtime/Replicas.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace antrean::realtime {
namespace {

using Lines = std::vector<std::string>;

class ReplicasTest : public testing::Test, private Replicas::Changes {
protected:
    void receive(std::string const& peer, std::string_view message) {
        replicas.receive(peer, boost::json::parse(message).as_object());
    }
    void replace(std::string const& peer, std::string_view message) {
        replicas.replace(peer, readState(boost::json::parse(message).as_object()));
    }
    // The changes since the last call.
    Lines changes() { return std::exchange(lines_, {}); }

    Replicas replicas{*this};

private:
    static std::string counts(std::size_t before, std::size_t after) {
        return std::to_string(before) + " -> " + std::to_string(after);
    }
    void onConnections(std::size_t before, std::size_t after) override {
        if (before != after)
            lines_.push_back("connections " + counts(before, after));
    }
    void onSubscriptions(std::string const& channel, std::size_t before, std::size_t after)
        override {
        lines_.push_back(channel + " " + counts(before, after));
    }
    void onMemberJoined(std::string const& channel, Member const& member) override {
        lines_.push_back(channel + " +" + member.id);
    }
    void onMemberLeft(std::string const& channel, std::string const& user_id) override {
        lines_.push_back(channel + " -" + user_id);
    }
    void onSignedIn(std::string const& user_id) override { lines_.push_back("+" + user_id); }
    void onSignedOut(std::string const& user_id) override { lines_.push_back("-" + user_id); }

    Lines lines_;
};

constexpr std::string_view kState =
    R"({"connections":2,"subscriptions":{"news":1},"members":{"presence-a":["{\"user_id\":1}"]},)"
    R"("online":["7"]})";

TEST_F(ReplicasTest, MessagesBeforeTheWholeStateAreIgnored) {
    receive("one", R"({"do":"came","channel":"presence-a","member":"{\"user_id\":1}"})");
    receive("one", R"({"do":"online","user":"7"})");
    receive("one", R"({"do":"counts","connections":5,"subscriptions":{"news":3}})");
    EXPECT_EQ(changes(), Lines{});
}

TEST_F(ReplicasTest, AMessageThatRepeatsWhatIsKnownChangesNothing) {
    replace("one", kState);
    EXPECT_EQ(changes(), (Lines{"presence-a +1", "+7", "connections 0 -> 2", "news 0 -> 1"}));
    replace("one", kState);
    receive("one", R"({"do":"came","channel":"presence-a","member":"{\"user_id\":1}"})");
    receive("one", R"({"do":"went","channel":"presence-a","user":"2"})");
    receive("one", R"({"do":"offline","user":"8"})");
    receive("one", R"({"do":"counts","connections":2,"subscriptions":{"news":1}})");
    EXPECT_EQ(changes(), Lines{});
}

TEST_F(ReplicasTest, SmallMessagesChangeTheReplica) {
    replace("one", kState);
    changes();
    receive("one", R"({"do":"came","channel":"presence-a","member":"{\"user_id\":2}"})");
    receive("one", R"({"do":"went","channel":"presence-a","user":"1"})");
    receive("one", R"({"do":"offline","user":"7"})");
    receive("one", R"({"do":"counts","connections":1,"subscriptions":{"news":0,"b":4}})");
    EXPECT_EQ(
        changes(),
        (Lines{
            "presence-a +2", "presence-a -1", "-7", "connections 2 -> 1", "b 0 -> 4", "news 1 -> 0"}
        )
    );
}

TEST_F(ReplicasTest, AfterALostMessageOnlyTheWholeStateCounts) {
    replace("one", kState);
    changes();
    replicas.markStale("one");
    receive("one", R"({"do":"went","channel":"presence-a","user":"1"})");
    EXPECT_EQ(changes(), Lines{});
    replace("one", R"({"connections":2,"members":{"presence-a":["{\"user_id\":2}"]}})");
    EXPECT_EQ(changes(), (Lines{"presence-a +2", "news 1 -> 0", "presence-a -1", "-7"}));
}

TEST_F(ReplicasTest, AProcessThatIsGoneTakesAwayWhatItHadAndNoMore) {
    replace("one", kState);
    replace("two", kState);
    changes();
    replicas.remove("one");
    replicas.remove("three");
    EXPECT_EQ(changes(), (Lines{"connections 2 -> 0", "news 1 -> 0", "presence-a -1", "-7"}));
    receive("one", R"({"do":"online","user":"7"})");
    EXPECT_EQ(changes(), Lines{}) << "it has to send its whole state again";
}

}  // namespace
}  // namespace antrean::realtime

#pragma once

#include "audit/Change.hpp"
#include "db/Transaction.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::audit {

// Who makes the changes of a transaction, and when.
struct Author {
    std::optional<std::int64_t> user_id;
    std::optional<std::string> address;     // "10.0.0.7"
    std::optional<std::string> request_id;  // as in the log; commands have none
    std::string now;                        // as stored

    // A signed-in user, or a command on the server.
    bool isKnown() const { return user_id || !request_id; }
};
// The address of commands.
inline constexpr std::string_view kCommandLine = "command line";

// An object at one moment, with secrets: it does not leave this module.
struct Snapshot {
    bool exists = false;
    bool is_trashed = false;
    std::optional<std::string> label;
    boost::json::object fields;
};

// The objects that a transaction changes, each as it was before its first change.
class Trail {
public:
    // Before a statement runs that changes objects.
    void before(db::Transaction& transaction, Change const& change, db::Statements::Args args);
    // After a statement that inserted the row with this id, if it returned one.
    void inserted(
        db::Transaction& transaction,
        Change const& change,
        db::Statements::Args args,
        std::optional<std::int64_t> id
    );
    // At the end of the transaction: one entry for each object that is different now.
    void write(db::Transaction& transaction, Author const& author) const;

private:
    struct Touched {
        Subject const* subject;
        std::int64_t id;
        Snapshot before;
    };

    void touch(db::Transaction& transaction, Subject const& subject, std::int64_t id);
    bool knows(Subject const& subject, std::int64_t id) const;

    std::vector<Touched> touched_;
};

}  // namespace antrean::audit

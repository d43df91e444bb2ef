#pragma once

#include <functional>

namespace antrean::db {
class Transaction;
}

namespace antrean::http {

struct Request;

// Records what requests change. Declared here and implemented by audit, because this floor has no
// tables. Thread-safe.
class Auditor {
public:
    using Work = std::function<bool(db::Transaction&)>;

    virtual ~Auditor() = default;
    // Runs the work of a request in its transaction, and records there what the work changed, if it
    // returns true. Returns what the work returned.
    virtual bool run(Request const& request, db::Transaction& transaction, Work const& work) = 0;
};

}  // namespace antrean::http

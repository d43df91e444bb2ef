// Who changed what of the settings: recorded in the transaction of the change, for every request
// that writes and for commands, wherever in the program the statement stands.
//
// A transaction of such a request is wrapped. The wrapper reads of each statement's text which
// table it changes (audit/Change.hpp). If the table is a subject (audit/Subject.hpp), the objects
// are read before the statement and again when the work is done, and each difference is an entry.
// So a new route, or a new statement of an old one, is recorded without a line of code. A new table
// needs an entry in audit/Subjects.cpp.
#pragma once

#include "audit/Trail.hpp"
#include "base/Result.hpp"
#include "http/Auditor.hpp"

#include <functional>

namespace antrean::audit {

class Audit final : public http::Auditor {
public:
    bool run(http::Request const& request, db::Transaction& transaction, Work const& work) override;
};

Author authorOf(http::Request const& request);

// Runs the work and records what it changed, if it returns true. Returns what it returned.
bool watch(
    db::Transaction& transaction,
    Author const& author,
    std::function<bool(db::Transaction&)> const& work
);

}  // namespace antrean::audit

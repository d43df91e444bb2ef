// Closes a database for writes: triggers on all of its tables refuse them, in every process, also
// after the process that closed it has died. A server on it keeps answering reads, and answers 503
// to writes.
#pragma once

#include "db/Session.hpp"

namespace antrean::move {

// In the transaction that is open. Waits until no other transaction is writing, so what is read
// afterwards is all that was ever answered. Throws db::Failure.
void closeForWrites(db::Session& session);
void openForWrites(db::Session& session);

}  // namespace antrean::move

#pragma once

#include <cstdint>

namespace antrean::db {

// How long PostgreSQL keeps what a session has set and prepared.
enum class Pooling : std::uint8_t {
    none,            // until the session ends
    by_transaction,  // until the transaction ends: then a pool may give us another session
};

}  // namespace antrean::db

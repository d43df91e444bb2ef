#pragma once

#include "validation/Spec.hpp"

namespace antrean::db {
class Transaction;
}

namespace antrean::resource {

// Answers the rules `unique` and `exists` in a transaction that must outlive this object.
class Lookup final : public validation::Lookup {
public:
    explicit Lookup(db::Transaction& transaction) : transaction_(transaction) {}

    bool exists(std::string_view table, std::int64_t id) override;
    bool taken(
        std::string_view table,
        std::string_view column,
        std::string_view value,
        std::int64_t ignored_id
    ) override;

private:
    db::Transaction& transaction_;
};

}  // namespace antrean::resource

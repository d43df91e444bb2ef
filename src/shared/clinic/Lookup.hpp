#pragma once

#include "resource/Lookup.hpp"

namespace antrean::clinic {

class Directory;

// The rules `unique` and `exists` with the polies known beforehand: nearly every request names one.
// Directory and transaction outlive it.
class Lookup final : public validation::Lookup {
public:
    Lookup(Directory const& directory, db::Transaction& transaction)
        : directory_(directory), stored_(transaction) {}

    bool exists(std::string_view table, std::int64_t id) override;
    bool taken(
        std::string_view table,
        std::string_view column,
        std::string_view value,
        std::int64_t ignored_id
    ) override;

private:
    Directory const& directory_;
    resource::Lookup stored_;
};

}  // namespace antrean::clinic

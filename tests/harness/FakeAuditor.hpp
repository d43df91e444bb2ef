#pragma once

#include "http/Auditor.hpp"

namespace antrean::test {

// Runs the work and records nothing.
class FakeAuditor final : public http::Auditor {
public:
    bool run(http::Request const&, db::Transaction& transaction, Work const& work) override {
        return work(transaction);
    }
};

}  // namespace antrean::test

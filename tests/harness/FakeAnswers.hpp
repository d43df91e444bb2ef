#pragma once

#include "http/AnswerStore.hpp"

#include <map>
#include <string>

namespace antrean::test {

// Keeps answers in memory, whatever becomes of the transaction.
class FakeAnswers final : public http::AnswerStore {
public:
    std::optional<http::KeptAnswer> find(
        db::Transaction&, std::string_view id, std::int64_t after_ms
    ) override {
        auto const found = kept.find(std::string(id));
        if (found == kept.end() || found->second.kept_at_ms <= after_ms)
            return std::nullopt;
        return found->second;
    }
    void keep(db::Transaction&, http::KeptAnswer const& answer) override {
        kept[answer.id] = answer;
    }

    std::map<std::string, http::KeptAnswer> kept;
};

}  // namespace antrean::test

#pragma once

#include "db/StatementText.hpp"
#include "db/Transaction.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace antrean::db {

// The prepared statements of one session: for each query, one per combination of its optional
// lines that has run.
//
// `Statement` has `bool wants(std::span<Column const>) const`: whether it was prepared for these
// columns.
template <class Statement>
class StatementCache {
public:
    explicit StatementCache(Engine engine) : engine_(engine) {}

    // `prepare(StatementText const&, StatementVariant)` returns a std::unique_ptr<Statement>. It is
    // called when the query runs with this combination of arguments for the first time. No columns:
    // the caller reads no rows.
    template <class Prepare>
    Statement& get(
        Query const& query,
        Statements::Args args,
        std::span<Column const> columns,
        Prepare const& prepare
    ) {
        auto& kept = keptOf(query);
        auto const mask = kept.text.maskOf(args);
        auto variant = std::ranges::find(kept.variants, mask, &Variant::first);
        if (variant == kept.variants.end())
            variant =
                kept.variants.emplace(variant, mask, prepare(kept.text, kept.text.variant(mask)));
        auto& statement = *variant->second;
        if (!columns.empty() && !statement.wants(columns))
            throw std::logic_error(
                std::string(query.name) + " is read into other columns than at its first run"
            );
        return statement;
    }

    void clear() { kept_.clear(); }

private:
    using Variant = std::pair<std::uint64_t, std::unique_ptr<Statement>>;
    struct Kept {
        explicit Kept(std::string_view whole) : source(whole), text(whole) {}

        std::string_view source;
        StatementText text;
        std::vector<Variant> variants;
    };

    Kept& keptOf(Query const& query) {
        auto const text = query.text(engine_);
        auto found = kept_.find(&query);
        if (found != kept_.end() && found->second.source.data() != text.data()) {
            // Another query lives at this address now.
            kept_.erase(found);
            found = kept_.end();
        }
        if (found == kept_.end())
            found = kept_.try_emplace(&query, text).first;
        return found->second;
    }

    Engine engine_;
    std::unordered_map<Query const*, Kept> kept_;
};

}  // namespace antrean::db

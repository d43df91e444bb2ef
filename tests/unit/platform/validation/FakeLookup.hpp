// Stored data for tests of specs; counts the queries.
#pragma once

#include "validation/Spec.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace antrean::validation {

class FakeLookup final : public Lookup {
public:
    std::map<std::string, std::set<std::int64_t>, std::less<>> rows;  // ids by table
    std::map<std::string, std::int64_t, std::less<>> taken_texts;     // "users.email:a@b" -> id
    int questions = 0;

    bool exists(std::string_view table, std::int64_t id) override {
        ++questions;
        auto const found = rows.find(table);
        return found != rows.end() && found->second.contains(id);
    }
    bool taken(
        std::string_view table,
        std::string_view column,
        std::string_view value,
        std::int64_t ignored_id
    ) override {
        ++questions;
        std::string key(table);
        key.append(".").append(column).append(":").append(value);
        auto const found = taken_texts.find(key);
        return found != taken_texts.end() && found->second != ignored_id;
    }
};

}  // namespace antrean::validation

// The possible answers of a route, as data for the API document: its success, and the refusals that
// do not follow from its permission, rules and path.
//
//   gives::page(kPatient).searching("name, WhatsApp and BPJS number")
//   gives::created(kSchedule).refusing(kConflict, kQuotaFull)
#pragma once

#include "base/Result.hpp"
#include "http/Paginator.hpp"
#include "http/Refusal.hpp"
#include "http/Shape.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

namespace antrean::http {

inline constexpr std::size_t kRefusalsMax = 4;

// All pointers point to static data.
struct Outcome {
    int status = 0;  // of success; 0: not described yet
    // {"status":"success", "message", ...beside, "data", "meta" or "pagination"}
    bool has_message = true;
    Key const* beside = nullptr;
    std::size_t beside_count = 0;
    Shape const* data = nullptr;  // null: no such key
    bool is_list = false;         // `data` is the shape of one of its rows
    bool may_lack_data = false;
    ListStyle style = ListStyle::plain;
    // Instead of the envelope: another body, or a file of this type.
    Shape const* body = nullptr;
    std::string_view media_type = {};

    bool may_be_known = false;  // 304 if the client sends the current ETag
    bool may_be_part = false;   // 206 and 416 for a range of bytes

    Envelope invalid = Envelope::wrap;                    // of broken rules
    std::array<Refusal const*, kRefusalsMax> refusals{};  // the first refusal_count are used
    std::size_t refusal_count = 0;
    std::string_view searched = {};  // fields that ?search= looks into; empty: no search
    std::string_view alias_of = {};  // "GET /api/reservation": the preferred path
    std::string_view note = {};      // further facts, in sentences
    // The API document's name for the kind of bearer token, if it is not a token of this server.
    std::string_view other_token = {};
    // The query parameter that holds the signature, if the caller signs its requests.
    std::string_view signature = {};
    bool has_own_refusals = false;    // refusals have form and status of `body` (http/Dialect.hpp)
    bool has_plain_refusals = false;  // refusals are plain text

    // Some lists and details of the contract have no message.
    constexpr Outcome silent() const {
        auto outcome = *this;
        outcome.has_message = false;
        return outcome;
    }
    // `keys`: an array of static Keys.
    template <class Keys>
    constexpr Outcome with(Keys const& keys) const {
        auto outcome = *this;
        outcome.beside = std::data(keys);
        outcome.beside_count = std::size(keys);
        return outcome;
    }
    constexpr Outcome withoutDataAtTimes() const {
        auto outcome = *this;
        outcome.may_lack_data = true;
        return outcome;
    }
    constexpr Outcome invalidAs(Envelope envelope) const {
        auto outcome = *this;
        outcome.invalid = envelope;
        return outcome;
    }
    template <std::same_as<Refusal>... Others>
    constexpr Outcome refusing(Refusal const& first, Others const&... others) const {
        static_assert(sizeof...(Others) < kRefusalsMax);
        auto outcome = *this;
        outcome.refusals = {&first, &others...};
        outcome.refusal_count = 1 + sizeof...(Others);
        return outcome;
    }
    template <std::size_t Size>
    constexpr Outcome refusing(Refusal const (&list)[Size]) const {
        static_assert(Size <= kRefusalsMax);
        auto outcome = *this;
        for (auto const& refusal : list)
            outcome.refusals[outcome.refusal_count++] = &refusal;
        return outcome;
    }
    constexpr Outcome searching(std::string_view what) const {
        auto outcome = *this;
        outcome.searched = what;
        return outcome;
    }
    constexpr Outcome noting(std::string_view text) const {
        auto outcome = *this;
        outcome.note = text;
        return outcome;
    }
    constexpr Outcome askingFor(std::string_view token) const {
        auto outcome = *this;
        outcome.other_token = token;
        return outcome;
    }
    constexpr Outcome signedIn(std::string_view parameter) const {
        auto outcome = *this;
        outcome.signature = parameter;
        return outcome;
    }
    constexpr Outcome refusingPlainly() const {
        auto outcome = *this;
        outcome.has_plain_refusals = true;
        return outcome;
    }
    constexpr Outcome refusingInBody() const {
        auto outcome = *this;
        outcome.has_own_refusals = true;
        return outcome;
    }
    constexpr Outcome unlessKnown() const {
        auto outcome = *this;
        outcome.may_be_known = true;
        return outcome;
    }
    constexpr Outcome inParts() const {
        auto outcome = *this;
        outcome.may_be_part = true;
        return outcome;
    }
    constexpr Outcome aliasOf(std::string_view other) const {
        auto outcome = *this;
        outcome.alias_of = other;
        return outcome;
    }
};

namespace gives {

constexpr Outcome message() {
    Outcome outcome;
    outcome.status = 200;
    return outcome;
}
constexpr Outcome one(Shape const& data) {
    auto outcome = message();
    outcome.data = &data;
    return outcome;
}
constexpr Outcome created(Shape const& data) {
    auto outcome = one(data);
    outcome.status = 201;
    return outcome;
}
constexpr Outcome list(Shape const& row, ListStyle style = ListStyle::plain) {
    auto outcome = one(row);
    outcome.is_list = true;
    outcome.style = style;
    return outcome;
}
constexpr Outcome page(Shape const& row) {
    return list(row, ListStyle::paginator);
}
constexpr Outcome body(Shape const& whole) {
    auto outcome = message();
    outcome.body = &whole;
    return outcome;
}
constexpr Outcome file(std::string_view media_type) {
    auto outcome = message();
    outcome.media_type = media_type;
    return outcome;
}
void one(Shape const&&) = delete;
void created(Shape const&&) = delete;
void list(Shape const&&, ListStyle = ListStyle::plain) = delete;
void page(Shape const&&) = delete;
void body(Shape const&&) = delete;

}  // namespace gives
}  // namespace antrean::http

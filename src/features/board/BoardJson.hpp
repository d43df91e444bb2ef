// A board as JSON: numbers only, never a name or an id of a visit, because anyone may read it.
#pragma once

#include "base/Clock.hpp"
#include "board/BoardStore.hpp"
#include "board/RecentCalls.hpp"
#include "clinic/Directory.hpp"
#include "clinic/Profile.hpp"
#include "http/Shape.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::board {

inline constexpr http::Key kNumberKeys[] = {
    {"queue_number", http::shape::integer},
    {"display_number", http::shape::like("A-012")},
};
inline constexpr http::Shape kNumber = http::shape::object(kNumberKeys, "BoardNumber");
inline constexpr http::Key kMomentKeys[] = {
    {"number_of_calls", http::shape::integer},
    {"called_at", http::shape::orNull(http::shape::timestamp)},
    {"seq", http::shape::integer},
};
inline constexpr http::Shape kCalled = http::shape::extended(kNumber, kMomentKeys, "BoardCalled");
inline constexpr http::Key kPolyKeys[] = {
    {"id", http::shape::integer},
    {"name", http::shape::text},
    {"room", http::shape::orNull(http::shape::text)},
    {"letter", http::shape::orNull(http::shape::text)},
    {"nurse", http::shape::orNull(kCalled)},
    {"doctor", http::shape::orNull(kCalled)},
    {"next", http::shape::listOf(kNumber)},
    {"waiting", http::shape::integer},
    {"waiting_doctor", http::shape::integer},
};
inline constexpr http::Shape kPoly = http::shape::object(kPolyKeys, "BoardPoly");
inline constexpr http::Key kCallKeys[] = {
    {"seq", http::shape::integer},
    {"poly_id", http::shape::integer},
    {"poly", http::shape::text},
    {"room", http::shape::orNull(http::shape::text)},
    {"letter", http::shape::orNull(http::shape::text)},
    {"queue_number", http::shape::integer},
    {"display_number", http::shape::like("A-012")},
    {"station", http::shape::oneOf("nurse,doctor")},
    {"number_of_calls", http::shape::integer},
    {"called_at", http::shape::timestamp},
};
inline constexpr http::Shape kCall = http::shape::object(kCallKeys, "BoardCall");
inline constexpr http::Key kClinicKeys[] = {
    {"name", http::shape::text},
    {"address", http::shape::orNull(http::shape::text)},
    {"running_text", http::shape::orNull(http::shape::text)},
    {"logo_path", http::shape::orNull(clinic::kLogoPathShape)},
    {"timezone", http::shape::like("Asia/Jakarta")},
    {"voice_style", http::shape::oneOf(clinic::kVoiceStyles)},
    {"is_demo", http::shape::boolean},
};
inline constexpr http::Key kBoardKeys[] = {
    {"clinic", http::shape::object(kClinicKeys, "BoardClinic")},
    {"now", http::shape::instant},
    {"date", http::shape::date},
    {"seq", http::shape::integer},
    {"polies", http::shape::listOf(kPoly)},
    {"calls", http::shape::listOf(kCall)},
};
inline constexpr http::Shape kBoard = http::shape::object(kBoardKeys, "Board");

// The call as its event and the board show it. Empty if its poly is in the trash.
std::optional<boost::json::object> callObject(Call const& call, clinic::Directory const& directory);

// A board that is written once and shown with the time of each answer.
struct BoardText {
    std::string before_now;
    std::string after_now;

    std::string at(Instant now) const;
    bool operator==(BoardText const&) const = default;
};

struct BoardFacts {
    clinic::Directory const& directory;
    clinic::Profile const& profile;
    std::string const& timezone;
    std::string const& date;
    std::int64_t seq;  // of the ledger; every call up to it is among the calls
    BoardRows const& rows;
    RecentCalls const& calls;
};
BoardText writeBoard(BoardFacts const& facts);

}  // namespace antrean::board

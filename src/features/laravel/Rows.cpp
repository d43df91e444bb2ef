#include "laravel/Rows.hpp"

#include "base/Text.hpp"
#include "clinic/Phone.hpp"
#include "clinic/Station.hpp"
#include "patient/SearchKey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace antrean::laravel {
namespace {

constexpr std::string_view kUserModel = "App\\Models\\User";

db::Cell textCell(std::string text) {
    return {false, 0, 0, std::move(text)};
}

db::Cell numberCell(std::int64_t number) {
    return {false, number, 0, {}};
}

std::optional<db::Cell> numberCell(std::optional<std::int64_t> number) {
    if (!number)
        return std::nullopt;
    return numberCell(*number);
}

std::optional<db::Cell> textCell(std::optional<std::string> text) {
    if (!text)
        return std::nullopt;
    return textCell(*std::move(text));
}

// "no show" -> "NO_SHOW"
std::string statusWord(std::string_view name) {
    std::string word;
    for (auto const letter : text::lower(text::trim(name)))
        word += letter == ' ' || letter == '-' ? '_' : letter;
    std::ranges::transform(word, word.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return word;
}

// Other spellings of the program's names, and the one that it does not have (contract, ST-1).
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kStatusNames{{
    {"REGISTERED", "WAITING"},
    {"WAITINGDOCTOR", "WAITING_DOCTOR"},
    {"WITHDOCTOR", "WITH_DOCTOR"},
    {"NOSHOW", "NO_SHOW"},
    {"CANCELED", "CANCELLED"},
    {"FINISHED", "DONE"},
}};

bool isStation(std::string_view name) {
    return std::ranges::find(clinic::kStations, name, &clinic::StationRow::status_name) !=
           clinic::kStations.end();
}

std::string stationName(std::string_view name) {
    auto const word = statusWord(name);
    auto const other =
        std::ranges::find(kStatusNames, word, [](auto const& pair) { return pair.first; });
    return other == kStatusNames.end() ? word : std::string(other->second);
}

}  // namespace

std::int64_t idOf(CleanRow const& row) {
    return row.cells.empty() ? 0 : row.cells.front().integer;
}

RowCleaner::RowCleaner(OriginalTable const& table, std::vector<bool> has_column, WallClock& clock)
    : table_(table), has_column_(std::move(has_column)), clock_(clock) {}

CleanRow RowCleaner::clean(std::span<std::optional<std::string> const> raw) {
    CleanRow row;
    row.cells.reserve(table_.fields.size());
    for (std::size_t i = 0; i < table_.fields.size(); ++i)
        read(i, raw[i], row);
    if (!row.is_left_out)
        complete(raw, row);
    return row;
}

void RowCleaner::read(std::size_t place, std::optional<std::string> const& raw, CleanRow& row) {
    auto const& field = table_.fields[place];
    auto value = raw ? cellOf(field, *raw, row) : std::nullopt;
    if (value) {
        row.cells.push_back(*std::move(value));
        return;
    }
    row.cells.emplace_back();
    auto const problem = raw ? "not a value of this column" : "has no value";
    auto const shown = raw && field.kind != Kind::text ? *raw : std::string();
    if (field.absent == Absent::leave_out) {
        row.problems.push_back({std::string(field.name), shown, problem, "the row was left out"});
        row.is_left_out = true;
    } else if (field.absent == Absent::fallback) {
        bool const is_text = field.type() == db::Type::text;
        row.cells.back() = is_text ? textCell(std::string(field.fallback))
                                   : numberCell(text::toInt(field.fallback).value_or(0));
        if (raw || (is_text && has_column_[place]))
            row.problems.push_back(
                {std::string(field.name),
                 shown,
                 problem,
                 fmt::format("it is now '{}'", field.fallback)}
            );
    } else if (raw) {
        row.problems.push_back({std::string(field.name), shown, problem, "it is empty now"});
    }
}

std::optional<db::Cell> RowCleaner::cellOf(
    Field const& field, std::string const& raw, CleanRow& row
) {
    switch (field.kind) {
        case Kind::number:
            return numberCell(readNumber(raw));
        case Kind::flag:
            return numberCell(readFlag(raw));
        case Kind::date:
            return textCell(readDate(raw));
        case Kind::time:
            return textCell(readTime(raw));
        case Kind::instant:
            return textCell(clock_.utc(raw));
        case Kind::text: {
            auto read = readText(raw);
            if (read.is_repaired)
                row.problems.push_back(
                    {std::string(field.name), {}, "not in UTF-8", "the text was repaired"}
                );
            return textCell(std::move(read.text));
        }
        case Kind::computed:
            break;
    }
    return std::nullopt;
}

db::Cell& RowCleaner::cell(CleanRow& row, std::string_view field) {
    return row.cells[table_.placeOf(field)];
}

void RowCleaner::complete(std::span<std::optional<std::string> const> raw, CleanRow& row) {
    if (table_.name == "users")
        completeUser(row);
    else if (table_.name == "personal_access_tokens")
        completeToken(row);
    else if (table_.name == "statuses")
        completeStatus(row);
    else if (table_.name == "patients")
        completePatient(row);
    else if (table_.name == "reservations")
        completeReservation(raw, row);
    else if (table_.name == "queues")
        completeQueue(raw, row);
}

void RowCleaner::completeUser(CleanRow& row) {
    auto& email = cell(row, "email");
    auto& username = cell(row, "username");
    if (username.is_null || username.text.empty()) {
        auto const at = email.text.find('@');
        auto name =
            email.is_null || at == 0 ? fmt::format("user{}", idOf(row)) : email.text.substr(0, at);
        row.problems.push_back({"username", {}, "has no value", fmt::format("it is now '{}'", name)}
        );
        username = textCell(std::move(name));
    }
    if (email.is_null || email.text.empty()) {
        email = textCell(fmt::format("user{}@invalid", idOf(row)));
        row.problems.push_back(
            {"email", {}, "has no value", fmt::format("it is now '{}'", email.text)}
        );
    }
}

void RowCleaner::completeToken(CleanRow& row) {
    auto& type = cell(row, "tokenable_type");
    auto const begins = type.text.rfind('\\');
    auto const model = begins == std::string::npos ? type.text : type.text.substr(begins + 1);
    if (text::lower(model) != "user") {
        row.problems.push_back(
            {"tokenable_type", type.text, "not the token of a user", "the row was left out"}
        );
        row.is_left_out = true;
        return;
    }
    type.text = kUserModel;
}

void RowCleaner::completeStatus(CleanRow& row) {
    auto& name = cell(row, "status_name");
    auto const known = stationName(name.text);
    if (!isStation(known)) {
        row.problems.push_back(
            {"status_name", name.text, "not a status of this program", "the row was left out"}
        );
        row.is_left_out = true;
        return;
    }
    if (known != name.text)
        row.problems.push_back(
            {"status_name",
             name.text,
             "another name of a status",
             fmt::format("it is now '{}'", known)}
        );
    name.text = known;
}

void RowCleaner::completePatient(CleanRow& row) {
    auto const& number = cell(row, "whatsapp_number").text;
    auto const& bpjs = cell(row, "no_bpjs");
    patient::PatientValues const values{
        cell(row, "patient_name").text,
        number,
        bpjs.is_null ? std::nullopt : std::optional(bpjs.text),
        {}};
    cell(row, "whatsapp_key") = textCell(clinic::phoneKey(number));
    cell(row, "search_key") = textCell(patient::searchKey(values));
}

// A visit without a day was on the day of its registration.
void RowCleaner::completeReservation(
    std::span<std::optional<std::string> const> raw, CleanRow& row
) {
    auto& date = cell(row, "date");
    if (!date.is_null)
        return;
    auto const& created_at = raw[table_.placeOf("created_at")];
    auto const day = created_at ? WallClock::dayOf(*created_at) : std::nullopt;
    row.is_left_out = !day;
    row.problems.push_back(
        {"date",
         {},
         "has no day",
         day ? "it is now the day of the registration, " + *day : "the row was left out"}
    );
    if (day)
        date = textCell(*day);
}

// When the patient registered and was called, as instants: for the ledger.
void RowCleaner::completeQueue(std::span<std::optional<std::string> const> raw, CleanRow& row) {
    auto const& created_at = raw[table_.placeOf("created_at")];
    auto& registered = cell(row, "re_reservation_time");
    if (registered.is_null) {
        auto const time = created_at ? readTime(*created_at) : std::nullopt;
        registered = textCell(time.value_or("00:00:00"));
        row.problems.push_back(
            {"re_reservation_time", {}, "has no value", "it is now " + registered.text}
        );
    }
    auto const& called = cell(row, "call_time");
    auto const& date = cell(row, "date");
    if (called.is_null)
        return;
    if (auto const instant = clock_.utc(date.text + ' ' + called.text))
        cell(row, "called_at") = textCell(*instant);
}

}  // namespace antrean::laravel

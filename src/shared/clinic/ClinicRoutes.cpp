#include "clinic/ClinicRoutes.hpp"

#include "auth/Permissions.hpp"
#include "clinic/Poly.hpp"
#include "clinic/Sql.hpp"
#include "clinic/Station.hpp"
#include "resource/AttributesOf.hpp"
#include "resource/Resource.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace antrean::clinic {
namespace {

namespace is = validation;
using http::Permission;
using resource::Attribute;
using resource::Resource;

constexpr auto kPolyAttributes = resource::attributesOf<Poly>();
constexpr is::Field kPolyRules[] = {
    is::field("name", is::required, is::text, is::max(255), is::unique("polies", "name")),
    is::field("room", is::nullable, is::text, is::max(40)),
    is::field("letter", is::nullable, is::text, is::max(2)),
};
constexpr std::string_view kPolySearch[] = {"name"};

std::string_view textOf(boost::json::object const& input, std::string_view key) {
    auto const* value = input.if_contains(key);
    auto const* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

bool isCapital(char letter) {
    return 'A' <= letter && letter <= 'Z';
}

// Screens know a poly by its short name, which another poly must not have, in the trash or not
// (contract, 6). A letter stands for one active poly.
void keepPoliesApart(
    db::Transaction& transaction,
    boost::json::object const& input,
    std::int64_t id,
    std::vector<FieldErrors>& broken
) {
    auto const isBroken = [&broken](std::string_view field) {
        return std::ranges::find(broken, field, &FieldErrors::field) != broken.end();
    };
    auto const name = textOf(input, "name");
    auto const letter = textOf(input, "letter");
    bool name_taken = false;
    bool letter_taken = false;
    bool name_stays = false;
    for (auto const& poly : transaction.all<Poly>(sql::kListPolies)) {
        bool const is_other = poly.id != id;
        name_taken |= is_other && shortName(poly.name) == shortName(name);
        letter_taken |= is_other && !poly.deleted_at && poly.letter == letter;
        name_stays |= !is_other && !poly.deleted_at && poly.name == name;
    }
    if (!name.empty() && name_taken && !name_stays && !isBroken("name"))
        broken.insert(broken.begin(), {"name", {"The name has already been taken."}});
    if (letter.empty() || isBroken("letter"))
        return;
    if (!std::ranges::all_of(letter, isCapital))
        broken.push_back({"letter", {"The letter field format is invalid."}});
    else if (letter_taken)
        broken.push_back({"letter", {"The letter has already been taken."}});
}

constexpr http::Refusal kPolyReplaced{
    ErrorKind::refused, "Another poly has the name or the letter of this one."};

Result<void> keepPolyApart(resource::Change const& change) {
    std::vector<FieldErrors> broken;
    for (auto const& poly : change.transaction.all<Poly>(sql::kListPolies))
        if (poly.id == change.id)
            keepPoliesApart(
                change.transaction,
                {{"name", poly.name}, {"letter", poly.letter.value_or("")}},
                poly.id,
                broken
            );
    if (broken.empty())
        return {};
    return kPolyReplaced.error();
}

constexpr Resource kPoly{
    .path = "/api/poly",
    .noun = "poly",
    .table = "polies",
    .attributes = kPolyAttributes,
    .rules = kPolyRules,
    .write = auth::permission("poly.write"),
    .search = kPolySearch,
    .order = "LOWER(name), id",
    .texts =
        {.list = "",
         .created = "Poly created successfully",
         .updated = "Poly updated successfully",
         .detail = "",
         .removed = "Poly deleted successfully",
         .not_found = "Poly not found",
         .restored = "Poly restored successfully",
         .not_found_or_active = "Poly not found or not deleted",
         .not_restored = kPolyReplaced.message},
    .amend = keepPoliesApart,
    .may_restore = keepPolyApart,
};

constexpr Attribute kStatusAttributes[] = {
    {"status_name", db::Type::text},
    {"label", db::Type::text},
    {"information", db::Type::text, true},
};
constexpr is::Field kStatusRules[] = {
    is::field(
        "status_name", is::required, is::text, is::max(255), is::unique("statuses", "status_name")
    ),
    is::field("label", is::required, is::text, is::max(1000)),
    is::field("information", is::nullable, is::text, is::max(2000)),
};
constexpr std::string_view kStatusSearch[] = {"status_name", "label"};

// The documented error of a duplicate has the key "name" although the field is status_name, so the
// answer has both keys (contract, ST-2).
void nameDuplicateTwice(
    db::Transaction&, boost::json::object const&, std::int64_t, std::vector<FieldErrors>& broken
) {
    constexpr std::string_view taken = "The name has already been taken.";
    if (!broken.empty() && broken.front().field == "status_name" &&
        broken.front().messages.front() == "The status name has already been taken.")
        broken.insert(broken.begin(), {"name", {std::string(taken)}});
}

constexpr http::Refusal kStationRenamed{
    ErrorKind::refused, "A status that the queue uses cannot be renamed."};

// The program finds the row of a station by its name. After a rename no patient could be registered
// or called.
Result<void> keepStations(
    resource::Change const&, boost::json::object const& before, boost::json::object const& after
) {
    auto const& name = before.at("status_name");
    if (after.at("status_name") == name ||
        std::ranges::find(
            kStations, std::string_view(name.get_string()), &StationRow::status_name
        ) == kStations.end())
        return {};
    return kStationRenamed.error();
}

constexpr Resource kStatus{
    .path = "/api/status",
    .noun = "status",
    .table = "statuses",
    .attributes = kStatusAttributes,
    .rules = kStatusRules,
    .write = auth::permission("status.write"),
    .search = kStatusSearch,
    .order = "id",
    .texts =
        {.list = "",
         .created = "Status created successfully",
         .updated = "Status updated successfully",
         .detail = "",
         .removed = "Status deleted successfully",
         .not_found = "Status not found",
         .restored = "Status restored successfully",
         .not_found_or_active = "Status not found or not deleted",
         .not_updated = kStationRenamed.message},
    .amend = nameDuplicateTwice,
    .may_update = keepStations,
};

constexpr Resource kResources[] = {kPoly, kStatus};

}  // namespace

std::span<Resource const> resources() {
    return kResources;
}

}  // namespace antrean::clinic

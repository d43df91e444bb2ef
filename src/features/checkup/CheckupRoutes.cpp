#include "checkup/CheckupRoutes.hpp"

#include "auth/Permissions.hpp"
#include "clinic/Poly.hpp"
#include "patient/Patient.hpp"
#include "resource/AttributesOf.hpp"
#include "resource/Resource.hpp"

#include <string_view>

namespace antrean::checkup {
namespace {

namespace is = validation;
using resource::Attribute;
using resource::Relation;

constexpr Attribute kAttributes[] = {
    {"patient_id", db::Type::integer},
    {"poly_id", db::Type::integer},
    {"date", db::Type::text},
    {"description", db::Type::text, true},
};
constexpr auto kPatientAttributes = resource::attributesOf<patient::Patient>();
constexpr auto kPolyAttributes = resource::attributesOf<clinic::Poly>();
constexpr Relation kRelations[] = {
    {"patient", "patient_id", "patients", kPatientAttributes},
    {"poly", "poly_id", "polies", kPolyAttributes},
};

constexpr is::Field kCreateRules[] = {
    is::field("patient_id", is::required, is::integer, is::exists("patients")),
    is::field("poly_id", is::required, is::integer, is::exists("polies")),
    is::field("date", is::required, is::date),
    is::field("description", is::nullable, is::text, is::max(2000)),
};
// The documented update sends the fields of a config, and succeeds (contract, CK-1).
constexpr is::Field kUpdateRules[] = {
    is::field("patient_id", is::sometimes, is::required, is::integer, is::exists("patients")),
    is::field("poly_id", is::sometimes, is::required, is::integer, is::exists("polies")),
    is::field("date", is::sometimes, is::required, is::date),
    is::field("description", is::sometimes, is::nullable, is::text, is::max(2000)),
};
constexpr is::Field kFilters[] = {
    is::field("patient_id", is::nullable, is::integer),
    is::field("poly_id", is::nullable, is::integer),
    is::field("date", is::nullable, is::date),
};
constexpr std::string_view kSearch[] = {"patient.patient_name", "description"};

constexpr resource::Resource kCheckup{
    .path = "/api/checkup-schedule",
    .noun = "check-up schedule",
    .table = kCheckupsTopic,
    .attributes = kAttributes,
    .relations = kRelations,
    .rules = kCreateRules,
    .update_rules = kUpdateRules,
    .write = auth::permission("checkup.write"),
    .search = kSearch,
    .filters = kFilters,
    .order = "checkup_schedules.id",
    .style = http::ListStyle::meta_b,
    .texts =
        {.list = "Checkup schedules retrieved successfully",
         .created = "Checkup schedule created successfully",
         .updated = "Checkup schedule updated successfully",
         .detail = "Checkup schedule retrieved successfully",
         .removed = "Checkup schedule deleted successfully",
         .not_found = "Checkup schedule not found"},
};

}  // namespace

std::span<resource::Resource const> resources() {
    return {&kCheckup, 1};
}

}  // namespace antrean::checkup

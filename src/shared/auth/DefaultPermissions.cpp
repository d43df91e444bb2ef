#include "auth/DefaultPermissions.hpp"

#include "auth/Permissions.hpp"

namespace antrean::auth {
namespace {

// Superadmin needs no list: see http::Caller::may.
constexpr http::Permission kHead[] = {
    permission("users.write"),
    permission("roles.write"),
    permission("poly.write"),
    permission("status.write"),
    permission("schedule.write"),
    permission("reports.read"),
};
constexpr http::Permission kDoctor[] = {
    permission("queue.withdoctor"),
    permission("queue.done"),
    permission("queue.call-next"),
    permission("queue.noshow"),
    permission("checkup.write"),
};
constexpr http::Permission kAnamnesaNurse[] = {
    permission("queue.anamnesa"),
    permission("queue.waitingdoctor"),
    permission("queue.noshow"),
    permission("checkup.write"),
    permission("lab.write"),
};
constexpr http::Permission kAssistantNurse[] = {
    permission("queue.withdoctor"),
    permission("queue.done"),
    permission("queue.call-next"),
    permission("queue.noshow"),
    permission("checkup.write"),
};
constexpr http::Permission kAdministration[] = {
    permission("schedule.write"),
    permission("reservation.write"),
    permission("patients.write"),
    permission("queue.cancelled"),
    permission("queue.anamnesa"),
    permission("queue.waitingdoctor"),
    permission("queue.noshow"),
    permission("reports.read"),
};

constexpr DefaultRole kRoles[] = {
    {kSuperadminRoleId, "Superadmin", {}},
    {2, "Kepala Klinik", kHead},
    {3, "Dokter", kDoctor},
    {4, "Perawat Anamnesa", kAnamnesaNurse},
    {5, "Perawat Asisten", kAssistantNurse},
    {6, "Administrasi", kAdministration},
};

}  // namespace

std::span<DefaultRole const> defaultRoles() {
    return kRoles;
}

}  // namespace antrean::auth

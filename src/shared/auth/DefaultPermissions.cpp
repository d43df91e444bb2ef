#include "auth/DefaultPermissions.hpp"

namespace antrean::auth {
namespace {

using enum http::Permission;

// Superadmin needs no list: see http::Caller::may.
constexpr http::Permission kHead[] = {
    users_write,
    roles_write,
    poly_write,
    status_write,
    schedule_write,
    reports_read,
};
constexpr http::Permission kDoctor[] = {
    queue_withdoctor,
    queue_done,
    queue_call_next,
    queue_noshow,
    checkup_write,
};
constexpr http::Permission kAnamnesaNurse[] = {
    queue_anamnesa,
    queue_waitingdoctor,
    queue_noshow,
    checkup_write,
    lab_write,
};
constexpr http::Permission kAssistantNurse[] = {
    queue_withdoctor,
    queue_done,
    queue_call_next,
    queue_noshow,
    checkup_write,
};
constexpr http::Permission kAdministration[] = {
    schedule_write,
    reservation_write,
    patients_write,
    queue_cancelled,
    queue_anamnesa,
    queue_waitingdoctor,
    queue_noshow,
    reports_read,
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

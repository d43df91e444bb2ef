#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "http/Message.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace antrean::auth {
namespace {

using http::Permission;
using Names = std::set<std::string>;

Names namesOf(std::int64_t role_id) {
    Names names;
    for (auto const& role : defaultRoles())
        if (role.id == role_id)
            for (auto const permission : role.permissions)
                names.emplace(name(permission));
    return names;
}

TEST(Permission, NothingElseHasAName) {
    for (std::string_view const name :
         {"", "anyone", "signed_in", "superadmin", "users", "Users.write"})
        EXPECT_EQ(permissionOf(name), std::nullopt) << name;
}

TEST(Permission, EveryNameIsFound) {
    for (auto const granted : kPermissionNames)
        EXPECT_EQ(name(permissionOf(granted).value()), granted);
}

TEST(Caller, MayReadWithoutAnyPermission) {
    http::Caller const caller;
    EXPECT_TRUE(caller.may(Permission::anyone));
    EXPECT_TRUE(caller.may(Permission::signed_in));
    EXPECT_FALSE(caller.may(Permission::superadmin_only));
    for (auto const name : kPermissionNames)
        EXPECT_FALSE(caller.may(permissionOf(name).value())) << name;
}

TEST(Caller, MayDoEverythingAsSuperadmin) {
    http::Caller caller;
    caller.is_superadmin = true;
    EXPECT_TRUE(caller.may(Permission::superadmin_only));
    for (auto const name : kPermissionNames)
        EXPECT_TRUE(caller.may(permissionOf(name).value())) << name;
}

TEST(DefaultRoles, AreTheSixThatTheClientKnows) {
    std::vector<std::pair<std::int64_t, std::string>> roles;
    for (auto const& role : defaultRoles())
        roles.emplace_back(role.id, role.name);
    std::vector<std::pair<std::int64_t, std::string>> const expected{
        {1, "Superadmin"},
        {2, "Kepala Klinik"},
        {3, "Dokter"},
        {4, "Perawat Anamnesa"},
        {5, "Perawat Asisten"},
        {6, "Administrasi"},
    };
    EXPECT_EQ(roles, expected);
}

TEST(DefaultRoles, MayWriteWhatTheTableSays) {
    Names const at_doctor{
        "queue.withdoctor", "queue.done", "queue.call-next", "queue.noshow", "checkup.write"};
    EXPECT_EQ(
        namesOf(2),
        (Names{
            "users.write",
            "roles.write",
            "poly.write",
            "status.write",
            "schedule.write",
            "reports.read"})
    );
    EXPECT_EQ(namesOf(3), at_doctor);
    EXPECT_EQ(
        namesOf(4),
        (Names{
            "queue.anamnesa", "queue.waitingdoctor", "queue.noshow", "checkup.write", "lab.write"})
    );
    EXPECT_EQ(namesOf(5), at_doctor);
    EXPECT_EQ(
        namesOf(6),
        (Names{
            "schedule.write",
            "reservation.write",
            "patients.write",
            "queue.cancelled",
            "queue.anamnesa",
            "queue.waitingdoctor",
            "queue.noshow",
            "reports.read"})
    );
}

}  // namespace
}  // namespace antrean::auth

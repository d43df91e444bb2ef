#include "auth/DefaultPermissions.hpp"
#include "laravel/RoleNames.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace antrean::laravel {

TEST(ImportedRoleNames, GiveNoRoleEverythingByItsIdAlone) {
    std::vector<Role> const roles{{1, "dokter"}, {2, "Administrasi"}};
    EXPECT_EQ(findSuperadmin(roles), std::nullopt);
}

TEST(ImportedRoleNames, PreferTheSuperadminToAnAdministrator) {
    std::vector<Role> const roles{{1, "administrator"}, {5, "Super Admin"}};
    EXPECT_EQ(findSuperadmin(roles), 5);
    EXPECT_EQ(findSuperadmin(std::vector<Role>{{2, "dokter"}, {4, "Administrator"}}), 4);
}

TEST(ImportedRoleNames, AreKnownInOtherSpellings) {
    EXPECT_EQ(findDefaultRole("Apoteker"), nullptr);
    EXPECT_EQ(findDefaultRole(""), nullptr);
    for (auto const* const name : {"Dokter", "doctor", "DOKTER"})
        EXPECT_EQ(findDefaultRole(name)->name, "Dokter") << name;
    EXPECT_EQ(findDefaultRole("perawat_anamnesa")->name, "Perawat Anamnesa");
}

}  // namespace antrean::laravel

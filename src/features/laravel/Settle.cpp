// What Import does to single tables before their rows are merged.
#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "base/Text.hpp"
#include "clinic/Station.hpp"
#include "laravel/FaqSource.hpp"
#include "laravel/Import.hpp"
#include "laravel/RoleNames.hpp"
#include "laravel/Sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace antrean::laravel {
namespace {

struct RoleRow {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(RoleRow, (), (id, name))

}  // namespace

// The role with the id 1 may do everything here, so no other role may get it.
void Import::settleRoles() {
    auto const rows = target_->all<RoleRow>(sql::kListStagedRoles);
    std::vector<Role> roles;
    for (auto const& row : rows)
        roles.push_back({row.id, row.name});
    auto const superadmin = findSuperadmin(roles);
    auto const first = std::ranges::find(roles, auth::kSuperadminRoleId, &Role::id);
    if (superadmin && superadmin != auth::kSuperadminRoleId)
        moveRole(*superadmin, auth::kSuperadminRoleId, "it may do everything");
    else if (!superadmin && first != roles.end())
        moveRole(
            auth::kSuperadminRoleId, roles.back().id + 1, "the id 1 is that of the superadmin"
        );
}

void Import::moveRole(std::int64_t from, std::int64_t to, std::string const& why) {
    together([&] {
        for (auto const* const query : {&sql::kSwapRoles, &sql::kSwapRolesOfUsers})
            target_->run(*query, {{"left", from}, {"right", to}});
    });
    problem(
        "roles",
        {from, std::to_string(from)},
        {"id", {}, why, fmt::format("its id is now {}, and the reverse", to)}
    );
}

void Import::grantPermissions() {
    target_->run(
        sql::kInsertRole, {{"id", auth::kSuperadminRoleId}, {"name", "Superadmin"}, {"now", now_}}
    );
    for (auto const& role : target_->all<RoleRow>(sql::kListRolesWithoutPermissions)) {
        if (role.id == auth::kSuperadminRoleId)
            continue;
        auto const* const known = findDefaultRole(role.name);
        if (known == nullptr)
            problem(
                "roles",
                {role.id, role.name},
                {"name",
                 {},
                 "no role that this program knows",
                 "it may read only, until it gets "
                 "permissions"}
            );
        else
            for (auto const permission : known->permissions)
                target_->run(
                    sql::kInsertRolePermission,
                    {{"role_id", role.id}, {"permission", auth::name(permission)}}
                );
    }
}

// Every station needs its status.
void Import::settleStatuses() {
    for (auto const& station : clinic::kStations)
        if (target_->run(
                sql::kInsertMissingStatus,
                {{"status_name", station.status_name},
                 {"label", station.label},
                 {"information", station.information},
                 {"now", now_}}
            ) == 1)
            problem(
                "statuses",
                {0, std::string(station.status_name)},
                {"status_name", {}, "the original has no such status", "it was added"}
            );
}

void Import::settleTokens(Table& table) {
    auto const found = list(
        sql::kListTrashedTokens,
        "personal_access_tokens",
        {"tokenable_id", {}, "the user is in the trash", "the row was left out"}
    );
    if (found != 0)
        target_->run(sql::kDeleteTrashedTokens);
    table.left_out += found;
}

void Import::settleQueues(Table& table) {
    auto const engine = target_->engine();
    if (list(
            sql::kListApartQueues,
            "queues",
            {"poly_id", {}, "poly or day differ from the reservation's", "they are equal now"}
        ) != 0)
        target_->run(sql::kJoinApartQueues);
    target_->run(sql::kSetQueueIds);
    auto const added = list(
        sql::kListMissingQueues,
        "queues",
        {"id", {}, "the reservation has no queue row", "it got one, with the next number"}
    );
    if (added != 0)
        target_->run(sql::kInsertMissingQueues);
    table.left_out -= added;
    target_->script(std::string(sql::kDropNumbers.text(engine)));
    target_->script(std::string(sql::kCreateNumbers.text(engine)));
    target_->run(sql::kInsertNumbers);
    if (list(
            sql::kListNumbers,
            "queues",
            {"queue_number",
             {},
             "the number is below 1, or another visit of the same poly and day has it",
             "it is now the second one"}
        ) != 0)
        target_->run(sql::kSetNumbers);
    target_->script(std::string(sql::kDropNumbers.text(engine)));
}

void Import::settleFaqs(Table& table) {
    FaqSource const files(settings_.files, settings_.faq_folder);
    std::vector<Found> const entries = target_->all<Found>(sql::kListStagedFaqs);
    for (auto const& entry : entries) {
        auto const copied = files.copy(entry.value);
        if (copied)
            continue;
        problem("faqs", entry, {"file", {}, copied.error().message, "the row was left out"});
        target_->run(sql::kDeleteStagedFaq, {{"id", entry.id}});
        ++table.left_out;
    }
}

}  // namespace antrean::laravel

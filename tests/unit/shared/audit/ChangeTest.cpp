#include "audit/Change.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace antrean::audit {
namespace {

std::string objectsOf(std::string_view text) {
    auto const change = readChange("a.query", text);
    if (!change)
        return "none";
    return change->objects ? change->objects->text : "by argument or result";
}

TEST(Change, TakesTheObjectsOfAnUpdateFromItsCondition) {
    EXPECT_EQ(
        objectsOf("UPDATE users\nSET name = :name, updated_at = :now\nWHERE id = :id"),
        "SELECT DISTINCT id AS id FROM users\nWHERE id = :id\nORDER BY 1"
    );
    EXPECT_EQ(
        objectsOf("UPDATE users SET name = :name WHERE id = :id RETURNING id"),
        "SELECT DISTINCT id AS id FROM users\nWHERE id = :id \nORDER BY 1"
    );
}

TEST(Change, KeepsTheMarksOfOptionalLines) {
    EXPECT_EQ(
        objectsOf("DELETE FROM personal_access_tokens\nWHERE name = 'x'\n  AND id = :id --? id"),
        "SELECT DISTINCT id AS id FROM personal_access_tokens\nWHERE name = 'x'\n"
        "  AND id = :id --? id\nORDER BY 1"
    );
}

TEST(Change, KnowsTrashAndRestore) {
    for (auto const* text :
         {"UPDATE polies SET deleted_at = :now, updated_at = :now WHERE id = :id",
          "UPDATE polies SET deleted_at = NULL, updated_at = :now WHERE id = :id"})
        EXPECT_NE(objectsOf(text), "none") << text;
}

TEST(Change, IgnoresWhatNoFieldSees) {
    for (auto const* text :
         {"SELECT id FROM users WHERE id = :id",
          "UPDATE reservations SET status_id = :status_id WHERE id = :id",
          "UPDATE personal_access_tokens SET last_used_at = :now WHERE id = :id",
          "UPDATE kiosks SET last_seen_at = :now WHERE id = :id",
          "UPDATE whatsapp_configs SET last_slot_ms = :slot_ms WHERE id = :id",
          "UPDATE users SET remember_token = :name WHERE id = :id",
          "INSERT INTO patients (patient_name) VALUES (:patient_name) RETURNING id",
          "INSERT INTO users_of_others (name) VALUES (:name)"})
        EXPECT_EQ(objectsOf(text), "none") << text;
}

TEST(Change, FindsInsertedRowsByArgumentResultOrAnotherColumn) {
    EXPECT_EQ(
        objectsOf("INSERT INTO role_permissions (role_id, permission) VALUES (:role_id, :p)"),
        "by argument or result"
    );
    EXPECT_EQ(
        objectsOf("INSERT INTO users (name) VALUES (:name) RETURNING id"), "by argument or result"
    );
    EXPECT_EQ(
        objectsOf("INSERT INTO configs (name, value)\nVALUES (:name, :value)"),
        "SELECT DISTINCT id AS id FROM configs\nWHERE name = :name\nORDER BY 1"
    );
}

TEST(Change, LooksIntoEachStatementOfSqlitesText) {
    auto const text =
        "INSERT INTO patient_index (rowid, search_key)\nSELECT id, :key\nFROM patients\n"
        "WHERE id = :id;\nUPDATE patients\nSET patient_name = :patient_name\nWHERE id = :id;\n"
        "SELECT changes()";
    EXPECT_EQ(
        objectsOf(text), "SELECT DISTINCT id AS id FROM patients\nWHERE id = :id\nORDER BY 1"
    );
}

TEST(Change, RefusesAChangeOfAllRows) {
    EXPECT_THROW(readChange("a.query", "DELETE FROM users"), std::logic_error);
    EXPECT_THROW(readChange("a.query", "UPDATE users SET name = :name"), std::logic_error);
}

}  // namespace
}  // namespace antrean::audit

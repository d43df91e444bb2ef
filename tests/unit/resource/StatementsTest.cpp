#include "resource/Resource.hpp"
#include "resource/Statements.hpp"

#include <gtest/gtest.h>

namespace antrean::resource {
namespace {

constexpr Attribute kAttributes[] = {{"code", db::Type::text}, {"weight", db::Type::integer}};
constexpr std::string_view kSearch[] = {"code", "label"};

Resource parcel() {
    Resource resource{};
    resource.table = "parcels";
    resource.attributes = kAttributes;
    resource.order = "code, id";
    return resource;
}

TEST(Statements, ListHasALineForEachChoiceAndSearch) {
    auto resource = parcel();
    resource.search = kSearch;
    EXPECT_EQ(
        Statements(resource).list.text,
        "SELECT id, code, weight, created_at, updated_at, deleted_at FROM parcels WHERE 1 = 1\n"
        "  AND deleted_at IS NULL --? active\n"
        "  AND deleted_at IS NOT NULL --? trashed\n"
        "  AND (LOWER(code) LIKE :search ESCAPE '\\' OR LOWER(label) LIKE :search ESCAPE '\\')"
        " --? search\n"
        "ORDER BY code, id"
    );
}

TEST(Statements, ListOfAResourceWithoutSearchHasNoLineForIt) {
    EXPECT_EQ(
        Statements(parcel()).list.text,
        "SELECT id, code, weight, created_at, updated_at, deleted_at FROM parcels WHERE 1 = 1\n"
        "  AND deleted_at IS NULL --? active\n"
        "  AND deleted_at IS NOT NULL --? trashed\n"
        "ORDER BY code, id"
    );
}

TEST(Statements, WriteEveryAttribute) {
    Statements const statements(parcel());
    EXPECT_EQ(
        statements.insert.text,
        "INSERT INTO parcels (code, weight, created_at, updated_at)"
        " VALUES (:code, :weight, :now, :now) RETURNING id"
    );
    EXPECT_EQ(
        statements.update.text,
        "UPDATE parcels SET code = :code, weight = :weight, updated_at = :now WHERE id = :id"
    );
}

TEST(Statements, TrashTouchesBothInstantsAndRestoreClearsOne) {
    Statements const statements(parcel());
    EXPECT_EQ(
        statements.remove.text,
        "UPDATE parcels SET deleted_at = :now, updated_at = :now WHERE id = :id"
    );
    EXPECT_EQ(
        statements.restore.text,
        "UPDATE parcels SET deleted_at = NULL, updated_at = :now WHERE id = :id"
    );
}

TEST(Statements, AreKnownByTableAndVerbAndTheSameOnBothEngines) {
    Statements const statements(parcel());
    EXPECT_EQ(statements.find.query.name, "parcels.find");
    EXPECT_EQ(statements.find.query.sqlite, statements.find.text);
    EXPECT_EQ(statements.find.query.postgres, statements.find.text);
}

}  // namespace
}  // namespace antrean::resource

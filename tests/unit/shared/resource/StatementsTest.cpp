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
        "SELECT parcels.id, parcels.code, parcels.weight,"
        " parcels.created_at, parcels.updated_at, parcels.deleted_at\n"
        "FROM parcels\n"
        "WHERE 1 = 1\n"
        "  AND parcels.deleted_at IS NULL --? active\n"
        "  AND parcels.deleted_at IS NOT NULL --? trashed\n"
        "  AND (fold_text(parcels.code) LIKE :search ESCAPE '\\'"
        " OR fold_text(parcels.label) LIKE :search ESCAPE '\\') --? search\n"
        "ORDER BY code, id\n"
        "LIMIT :size OFFSET :skipped --? size"
    );
}

TEST(Statements, CountOfAResourceWithoutSearchHasNoLineForIt) {
    EXPECT_EQ(
        Statements(parcel()).count.text,
        "SELECT COUNT(*) AS total\n"
        "FROM parcels\n"
        "WHERE 1 = 1\n"
        "  AND parcels.deleted_at IS NULL --? active\n"
        "  AND parcels.deleted_at IS NOT NULL --? trashed\n"
    );
}

TEST(Statements, JoinRelationsThatAreNotTrashed) {
    static constexpr Attribute kBox[] = {{"label", db::Type::text}};
    static constexpr Relation kRelations[] = {{"box", "box_id", "boxes", kBox}};
    static constexpr std::string_view kBoxSearch[] = {"box.label", "code"};
    static constexpr validation::Field kFilters[] = {
        validation::field("weight", validation::nullable, validation::integer),
    };
    auto resource = parcel();
    resource.relations = kRelations;
    resource.search = kBoxSearch;
    resource.filters = kFilters;
    Statements const statements(resource);
    EXPECT_EQ(
        statements.find.text,
        "SELECT parcels.id, parcels.code, parcels.weight,"
        " parcels.created_at, parcels.updated_at, parcels.deleted_at,\n"
        "       box.id, box.label, box.created_at, box.updated_at, box.deleted_at\n"
        "FROM parcels\n"
        "LEFT JOIN boxes box ON box.id = parcels.box_id AND box.deleted_at IS NULL\n"
        "WHERE parcels.id = :id\n"
        "  AND parcels.deleted_at IS NULL --? active\n"
        "  AND parcels.deleted_at IS NOT NULL --? trashed\n"
    );
    // A total joins the relations only if they are searched.
    EXPECT_EQ(
        statements.count.text,
        "SELECT COUNT(*) AS total\n"
        "FROM parcels\n"
        "LEFT JOIN boxes box ON box.id = parcels.box_id AND box.deleted_at IS NULL --? search\n"
        "WHERE 1 = 1\n"
        "  AND parcels.deleted_at IS NULL --? active\n"
        "  AND parcels.deleted_at IS NOT NULL --? trashed\n"
        "  AND parcels.weight = :weight --? weight\n"
        "  AND (fold_text(box.label) LIKE :search ESCAPE '\\'"
        " OR fold_text(parcels.code) LIKE :search ESCAPE '\\') --? search\n"
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

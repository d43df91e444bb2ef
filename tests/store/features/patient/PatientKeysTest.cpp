#include "base/Fold.hpp"
#include "db/Migrations.hpp"
#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"
#include "patient/PatientBook.hpp"
#include "patient/PatientStore.hpp"
#include "patient/PatientUpkeep.hpp"
#include "patient/Sql.hpp"

#include <algorithm>
#include <vector>

namespace antrean::patient {
namespace {

constexpr char const* kNow = "2029-01-01 08:00:00";

class PatientKeysTest : public test::EachMigrated {
protected:
    static std::vector<std::int64_t> found(db::Transaction& transaction, std::string const& text) {
        std::vector<std::int64_t> ids;
        for (auto const& patient : listPatients(transaction, searchOf(text), 100, 0))
            ids.push_back(patient.id);
        EXPECT_EQ(countPatients(transaction, searchOf(text)), std::ssize(ids)) << text;
        return ids;
    }
};
INSTANTIATE_EACH_ENGINE(PatientKeysTest);

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_P(PatientKeysTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

// The rows of an older program have the keys of its rules, and none to search by.
TEST_P(PatientKeysTest, AnOlderDatabaseGetsItsKeys) {
    static constexpr auto kInsert = test::same(
        "test.insert",
        "INSERT INTO patients (id, patient_name, whatsapp_number, whatsapp_key, no_bpjs)"
        " VALUES (:id, :name, :number, 'old', :bpjs)"
    );
    static constexpr auto kLeft =
        test::same("test.left", "SELECT COUNT(*) FROM patients WHERE whatsapp_key = 'old'");
    auto const scratch = test::ScratchDatabase::make(engine());
    db::Settings settings;
    settings.url = scratch->url();
    auto const older = db::open(settings);
    std::span const all(db::kMigrations);
    auto const search = std::ranges::find(all, "patient_search", &db::Migration::name);
    db::migrate(*older, all.first(static_cast<std::size_t>(search - all.begin())));
    auto const filled = older->write<void>([](db::Transaction& transaction) {
        for (std::int64_t id = 1; id <= 2'500; ++id) {
            auto const name = "Pasien \"\\' " + std::to_string(id) + "\t\u1E24asan";
            auto const number = "+62 812-7000-" + std::to_string(10'000 + id);
            transaction.run(
                kInsert, {{"id", id}, {"name", name}, {"number", number}, {"bpjs", nullptr}}
            );
        }
        return Result<void>();
    });
    ASSERT_TRUE(filled) << filled.error().cause;
    db::migrate(*older, all);
    ASSERT_TRUE(fillKeys(*older));
    ASSERT_TRUE(fillKeys(*older));
    auto const checked = older->read<void>([](db::Transaction& transaction) {
        EXPECT_EQ(transaction.number(kLeft), 0);
        EXPECT_EQ(found(transaction, "081270009999"), Ids{});
        EXPECT_EQ(found(transaction, "0812700012500"), Ids{2'500});
        EXPECT_EQ(found(transaction, "\"\\' 1001 hasan"), Ids{1'001});
        EXPECT_EQ(std::ssize(listPatientsByWhatsapp(transaction, "62812700010001")), 1);
        return Result<void>();
    });
    ASSERT_TRUE(checked) << checked.error().cause;
}

TEST_P(PatientKeysTest, AChangedPatientIsFoundByTheNewValuesOnly) {
    write([](db::Transaction& transaction) {
        PatientValues values{"Siti Aminah", "081270001111", "0001112223334", {}};
        auto const patient = insertPatient(transaction, values, kNow);
        EXPECT_EQ(found(transaction, "siti"), Ids{patient.id});
        EXPECT_EQ(found(transaction, "1270001111"), Ids{patient.id});
        values = {"Budi Santoso", "081270002222", {}, {}};
        updatePatient(transaction, patient, values, kNow);
        for (auto const* text : {"siti", "1270001111", "0001112223334"})
            EXPECT_EQ(found(transaction, text), Ids{}) << text;
        EXPECT_EQ(found(transaction, "BUDI"), Ids{patient.id});
        EXPECT_EQ(found(transaction, "+62 812-7000-2222"), Ids{patient.id});
    });
}

TEST_P(PatientKeysTest, ASearchFindsNothingAcrossTwoValues) {
    write([](db::Transaction& transaction) {
        insertPatient(transaction, {"Andi 08", "081270001111", "0001112223334", {}}, kNow);
        EXPECT_EQ(found(transaction, "08 0812"), Ids{});
        EXPECT_EQ(found(transaction, "08\n0812"), Ids{});
        EXPECT_EQ(found(transaction, "11110001"), Ids{});
    });
}

// Whether the index of SQLite has a patient, or only the table has.
TEST_P(PatientKeysTest, ASettledPatientIsCountedIndexedAndFoundAsBefore) {
    static constexpr db::Query kIndexed{
        "test.indexed",
        "SELECT COUNT(*) FROM patient_index WHERE patient_index MATCH 'siti'",
        "SELECT COUNT(*) FROM patients WHERE search_key LIKE '%siti%'"
        " AND id <= (SELECT settled_id FROM patient_upkeep)"};
    static constexpr auto kTotal =
        test::same("test.total", "SELECT settled_count FROM patient_upkeep");
    static constexpr std::int64_t kAll = 450;
    write([](db::Transaction& transaction) {
        for (std::int64_t i = 1; i <= kAll; ++i)
            insertPatient(
                transaction,
                {"Siti " + std::to_string(i), "0812700" + std::to_string(10'000 + i), {}, {}},
                kNow
            );
        EXPECT_EQ(found(transaction, "siti 4").size(), 62U);
    });
    // The last ones stay unsettled, as new patients do for a minute.
    while (settleNext(*database_, kAll - 10).value()) {
    }
    write([](db::Transaction& transaction) {
        EXPECT_EQ(transaction.number(kIndexed), kAll - 10);
        EXPECT_EQ(transaction.number(kTotal), kAll - 10);
        EXPECT_EQ(countPatients(transaction, {}), kAll);
        EXPECT_EQ(found(transaction, "siti 4").size(), 62U);
        EXPECT_EQ(
            found(transaction, "SITI 44"),
            (Ids{449, 448, 447, 446, 445, 444, 443, 442, 441, 440, 44})
        );
        EXPECT_EQ(found(transaction, "0812-7001-0007"), Ids{7});
        auto const seventh = findPatient(transaction, 7).value();
        updatePatient(transaction, seventh, {"Budi", "081270010007", {}, {}}, kNow);
        EXPECT_EQ(found(transaction, "siti 7").size(), 10U);
        EXPECT_EQ(found(transaction, "budi"), Ids{7});
        EXPECT_EQ(found(transaction, "0812-7001-0007"), Ids{7});
        EXPECT_EQ(transaction.number(kIndexed), kAll - 11);
    });
}

// What the index finds is what LIKE finds, for texts of every length and with every sign.
TEST_P(PatientKeysTest, TheIndexFindsWhatTheTableHas) {
    static constexpr auto kFound = test::same(
        "test.found", "SELECT COUNT(*) FROM patients WHERE search_key LIKE :text ESCAPE '\\'"
    );
    write([](db::Transaction& transaction) {
        for (auto const* name :
             {"Ana",
              "Anabel",
              "a\"b\"c",
              "100%",
              "a_b_c",
              "O'Brien",
              "A OR B",
              "\u96C6\u4E2D\u6CBB",
              "x*y",
              "NEAR(a b)",
              "\\\\",
              "aaaa"})
            insertPatient(transaction, {name, "081270001111", "000111", {}}, kNow);
    });
    while (settleNext(*database_, 100).value()) {
    }
    write([](db::Transaction& transaction) {
        for (auto const* text :
             {"a",    "an",     "ana",  "anab", "anabel", "\"b\"",  "a\"b",
              "%",    "00%",    "_b_",  "o'b",  "a or b", "\u96C6", "\u96C6\u4E2D\u6CBB",
              "x*y",  "near(a", "\\\\", "aaa",  "aaaa",   "aaaaa",  "^ana",
              "ana*", "81270",  "zzz"}) {
            auto const search = searchOf(text);
            EXPECT_EQ(
                std::ssize(found(transaction, text)),
                transaction.number(kFound, {{"text", search.text}})
            ) << text;
        }
    });
}

// Small tables are folded by SQL (fold_text), which has to agree with text::fold.
TEST_P(PatientKeysTest, SqlFoldsAsTheProgramDoes) {
    static constexpr auto kFold =
        test::same("test.fold", "SELECT fold_text(CAST(:text AS TEXT)) AS value");
    write([](db::Transaction& transaction) {
        for (std::string const text : {
                 "Poli Umum",
                 " Poli  Gigi ",
                 "H\u1E24asan",
                 "NGUY\u1EC4N TH\u1ECA H\u1EA0NH",
                 "\u0130brahim",
                 "i\u0307brahim",
                 "\u0218tefan",
                 "Nur\u2019aini",
                 "Nur`aini",
                 "Nur\u00B4aini",
                 "Nur\u02BCaini",
                 "a\u00A0b\tc",
                 "Stra\u00DFe",
                 "\u0391\u03A3",
                 "Anne\u2011Marie\u2013X",
                 "\u200Ba\uFEFF",
                 "\uFF21\uFF11",
                 "\u0110or\u0111e",
                 "\u96C6",
                 "E\u0301",
                 "\u0E01\u0E34",
                 "O\u2032Brien",
             }) {
            std::string folded;
            transaction.fetch(
                kFold,
                std::vector<db::Arg>{{"text", text}},
                std::vector<db::Column>{{"value", db::Type::text}},
                [&folded](auto row) {
                    folded = row[0].text;
                    return false;
                }
            );
            EXPECT_EQ(folded, text::fold(text)) << text;
        }
    });
}

}  // namespace antrean::patient

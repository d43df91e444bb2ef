#include "db/Migrations.hpp"
#include "harness/Engines.hpp"
#include "visit/LastMoves.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string_view>

namespace antrean::visit {
namespace {

class LastMovesMigrationTest : public test::EachEngine {};
INSTANTIATE_EACH_ENGINE(LastMovesMigrationTest);

}  // namespace

TEST_P(LastMovesMigrationTest, AnOlderDatabaseKeepsItsLastMoves) {
    constexpr std::string_view rows[] = {
        "INSERT INTO polies (id, name) VALUES (1, 'Poli Umum')",
        "INSERT INTO statuses (id, status_name, label) VALUES (1, 'WAITING', '')",
        "INSERT INTO users (id, name, email, password, username) VALUES (7, 'A', 'a@b', '', 'a')",
        "INSERT INTO patients (id, patient_name, whatsapp_number, whatsapp_key)"
        " VALUES (1, 'Pasien', '0817', '62817')",
        "INSERT INTO reservations (id, patient_id, poly_id, date, bpjs, status_id)"
        " VALUES (1, 1, 1, '2029-01-01', 1, 1)",
        "INSERT INTO events (seq, kind, reservation_id, poly_id, date, queue_number, user_id,"
        " after_status_id, created_at)"
        " VALUES (5, 'cancelled', 1, 1, '2029-01-01', 1, 7, 1, '2029-01-01 01:00:00')",
        "INSERT INTO last_moves (reservation_id, seq, call_next_seq, call_next_visits, user_id,"
        " moved_at_us, status_id, number_of_calls, call_time, called_seq, cancel_reason)"
        " VALUES (1, 5, 4, 2, 7, 99, 1, 3, '08:00:00', 2, 'sakit')",
    };
    std::span const all(db::kMigrations);
    auto const links = std::ranges::find(all, "visit_links", &db::Migration::name);
    db::migrate(*database_, all.first(static_cast<std::size_t>(links - all.begin())));
    auto const filled = database_->write<void>([&rows](db::Transaction& transaction) {
        for (auto const row : rows)
            transaction.run(test::same("test.row", row));
        return Result<void>();
    });
    ASSERT_TRUE(filled) << filled.error().cause;
    db::migrate(*database_, all);
    static constexpr auto kOfPatient =
        test::same("test.of_patient", "UPDATE last_moves SET user_id = NULL");
    auto const checked = database_->write<void>([](db::Transaction& transaction) {
        auto const move = findLastMove(transaction, 1);
        EXPECT_TRUE(move);
        if (move) {
            EXPECT_EQ(move->seq, 5);
            EXPECT_EQ(move->call_next_seq, 4);
            EXPECT_EQ(move->call_next_visits, 2);
            EXPECT_EQ(move->user_id, 7);
            EXPECT_EQ(move->moved_at_us, 99);
            EXPECT_EQ(move->status_id, 1);
            EXPECT_EQ(move->number_of_calls, 3);
            EXPECT_EQ(move->call_time, "08:00:00");
            EXPECT_EQ(move->called_seq, 2);
            EXPECT_EQ(move->cancel_reason, "sakit");
        }
        EXPECT_EQ(listMovesOfCallNext(transaction, 4).size(), 1U);
        transaction.run(kOfPatient);
        EXPECT_EQ(findLastMove(transaction, 1)->user_id, std::nullopt);
        return Result<void>();
    });
    EXPECT_TRUE(checked);
}

}  // namespace antrean::visit

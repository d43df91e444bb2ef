// A database with a clinic: one poly, its doctor, the seven statuses; and a clock that a test can
// set.
#pragma once

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "harness/Engines.hpp"
#include "ledger/Ledger.hpp"
#include "reservation/ReservationService.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

namespace antrean::test {

inline constexpr std::int64_t kPolyId = 1;
inline constexpr std::int64_t kDoctorId = 7;

class ClinicDay : public EachMigrated {
protected:
    void SetUp() override {
        EachMigrated::SetUp();
        if (!database_)
            return;
        write([this](db::Transaction& transaction) {
            insertClinic(transaction);
            directory_ = clinic::Directory::load(transaction);
        });
    }

    // Seconds since 1970; in Jakarta.
    static Moment at(std::int64_t second) {
        return Zone::find("Asia/Jakarta")->moment(Instant(std::chrono::seconds(second)));
    }

    visit::Step step() const { return {*directory_, ledger_, kDoctorId, moment_}; }

    // Each is of another patient.
    reservation::CreateReservation form(std::string const& date) const {
        auto const digits = std::to_string(++forms_);
        reservation::CreateReservation form{};
        form.patient_name = "Pasien " + digits;
        form.whatsapp_number = "0817" + digits;
        form.poly_id = kPolyId;
        form.date = date;
        return form;
    }

    reservation::Registered book(
        db::Transaction& transaction, reservation::CreateReservation const& form
    ) const {
        return reservation::book(transaction, form, step()).value();
    }
    reservation::Registered book(db::Transaction& transaction, std::string const& date) const {
        return book(transaction, form(date));
    }

    static std::int64_t plan(
        db::Transaction& transaction, std::string const& date, std::optional<std::int64_t> quota
    ) {
        static constexpr auto kInsert = same(
            "test.insert_schedule",
            "INSERT INTO schedules (doctor_id, date, start_time, end_time, quota)"
            " VALUES (:doctor_id, :date, '08:00:00', '12:00:00', :quota) RETURNING id"
        );
        return transaction
            .number(kInsert, {{"doctor_id", kDoctorId}, {"date", date}, {"quota", quota}})
            .value();
    }

    ledger::Ledger ledger_;
    std::optional<clinic::Directory> directory_;
    Moment moment_ = at(1'861'920'000);  // 2029-01-01 07:00:00 in Jakarta

private:
    mutable int forms_ = 0;  // a test's other helpers are const

    static void insertClinic(db::Transaction& transaction) {
        static constexpr auto kPoly =
            same("test.insert_poly", "INSERT INTO polies (id, name) VALUES (:id, :name)");
        static constexpr auto kStatus = same(
            "test.insert_status",
            "INSERT INTO statuses (id, status_name, label) VALUES (:id, :name, :name)"
        );
        static constexpr auto kDoctor = same(
            "test.insert_doctor",
            "INSERT INTO users (id, name, email, password, poly_id, username)"
            " VALUES (:id, 'Andi', 'andi@mail.com', '', :poly_id, 'andi')"
        );
        for (std::int64_t const id : {kPolyId, kPolyId + 1})
            transaction.run(kPoly, {{"id", id}, {"name", "Poli " + std::to_string(id)}});
        std::int64_t status_id = 0;
        for (auto const& station : clinic::kStations)
            transaction.run(kStatus, {{"id", ++status_id}, {"name", station.status_name}});
        transaction.run(kDoctor, {{"id", kDoctorId}, {"poly_id", kPolyId}});
    }
};

}  // namespace antrean::test

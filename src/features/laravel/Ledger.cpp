// The ledger that Import writes: what the original knows of each visit.
#include "laravel/BareTable.hpp"
#include "laravel/Import.hpp"
#include "laravel/Sql.hpp"

#include <algorithm>
#include <chrono>

namespace antrean::laravel {
namespace {

constexpr std::int64_t kVisitsOfPart = 50'000;

}  // namespace

void Import::writeLedger() {
    report_("Writing the ledger: what the original knows of each visit.");
    auto const engine = target_->engine();
    target_->script(std::string(sql::kDropLastStatuses.text(engine)));
    target_->script(std::string(sql::kCreateLastStatuses.text(engine)));
    target_->run(sql::kInsertLastStatuses);
    bool const is_first = target_->number(sql::kFindLastSeq) == 0;
    if (is_first && engine == db::Engine::postgres)
        together([this] {
            BareTable events(*target_, "events");
            insertEvents();
            report_("Building the indices of the ledger.");
            events.complete();
        });
    else
        insertEvents();
    target_->run(sql::kSetLastCalls);
    target_->script(std::string(sql::kDropLastStatuses.text(engine)));
}

void Import::insertEvents() {
    auto const waiting_id = target_->number(sql::kFindStatus, {{"status_name", "WAITING"}});
    auto const doctor_id = target_->number(sql::kFindStatus, {{"status_name", "WITH_DOCTOR"}});
    auto const visits = find("reservations")->staged->countOurs();
    move::MoveProgress progress(visits, 0, std::chrono::steady_clock::now());
    progress.startTable("visits in the ledger", visits, 0);
    std::int64_t after = -1;
    std::int64_t written = 0;
    while (auto const last =
               target_->number(sql::kFindLastOfPart, {{"after", after}, {"rows", kVisitsOfPart}})) {
        target_->run(
            sql::kInsertEvents,
            {{"after", after},
             {"last", last},
             {"waiting_id", waiting_id},
             {"with_doctor_id", doctor_id},
             {"now", now_}}
        );
        after = *last;
        auto const rows = std::min(kVisitsOfPart, visits - written);
        written += rows;
        progress.add(rows);
        if (auto const line = progress.dueLine(std::chrono::steady_clock::now()))
            report_(*line);
    }
}

}  // namespace antrean::laravel

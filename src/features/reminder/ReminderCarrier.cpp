#include "reminder/ReminderCarrier.hpp"

#include "db/Transaction.hpp"
#include "reminder/ReminderStore.hpp"
#include "reminder/Reminders.hpp"

namespace antrean::reminder {
namespace {

using clinic::Station;

// A patient who was called has come and needs no reminder.
Station wantedAt(Type type) {
    return type == Type::no_show ? Station::no_show : Station::waiting;
}

std::optional<std::string> whyUnwantedVisit(
    Origin const& origin,
    std::optional<std::int64_t> reservation_id,
    clinic::Directory const& directory,
    db::Transaction& transaction
) {
    auto const visit = findVisit(transaction, reservation_id.value_or(0));
    if (!visit)
        return "Reservasi sudah dihapus";
    if (visit->date != origin.date)
        return "Reservasi dipindah ke tanggal lain";
    auto const station = directory.station(visit->status_id);
    if (station == wantedAt(origin.type))
        return std::nullopt;
    switch (station.value_or(Station::done)) {
        case Station::cancelled:
            return "Reservasi dibatalkan";
        case Station::no_show:
            return "Pasien tidak hadir";
        case Station::done:
            return "Kunjungan sudah selesai";
        case Station::waiting:
            return "Pasien sudah datang kembali";
        default:  // any station between the first call and the end of the visit
            return "Pasien sudah dipanggil";
    }
}

}  // namespace

std::optional<std::string> ReminderCarrier::whyUnwanted(
    delivery::Delivery const& delivery, db::Transaction& transaction
) {
    auto const origin = originOf(delivery.body);
    if (!origin)
        return std::nullopt;
    if (!hasRule(transaction, origin->rule_id))
        return "Aturan pengingat sudah dihapus";
    if (origin->checkup_id)
        return hasCheckup(transaction, *origin->checkup_id, origin->date)
                   ? std::nullopt
                   : std::optional<std::string>("Jadwal kontrol dihapus atau dipindah");
    auto const directory = directories_.get(transaction);
    return whyUnwantedVisit(*origin, delivery.reservation_id, *directory, transaction);
}

void ReminderCarrier::onSettled(
    delivery::Delivery const& delivery,
    delivery::State state,
    delivery::Verdict const& verdict,
    db::Transaction& transaction
) {
    WahaCarrier::onSettled(delivery, state, verdict, transaction);
    if (state == delivery::State::delivered && delivery.reservation_id)
        recountNotification(transaction, *delivery.reservation_id);
}

}  // namespace antrean::reminder

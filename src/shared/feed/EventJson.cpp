#include "feed/EventJson.hpp"

#include "base/Clock.hpp"
#include "http/Answer.hpp"

#include <boost/json.hpp>

namespace antrean::feed {

boost::json::object eventObject(ledger::Entry const& entry) {
    return {
        {"seq", entry.seq},
        {"kind", entry.kind},
        {"reservation_id", entry.reservation_id},
        {"poly_id", entry.poly_id},
        {"date", entry.date},
        {"queue_number", entry.queue_number},
        {"user_id", http::orNull(entry.user_id)},
        {"before_status_id", http::orNull(entry.before_status_id)},
        {"after_status_id", entry.after_status_id},
        {"created_at", jsonTimestamp(entry.created_at)},
    };
}

}  // namespace antrean::feed

#include "server/AuditedDatabase.hpp"

#include <utility>

namespace antrean::server {

void AuditedDatabase::run(db::Mode mode, db::Job job) {
    if (mode == db::Mode::write)
        job.run = [this, work = std::move(job.run)](db::Transaction& transaction) {
            return auditor_.run(request_, transaction, work);
        };
    database_.run(mode, std::move(job));
}

}  // namespace antrean::server

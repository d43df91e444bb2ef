#include "queue/QueueInput.hpp"

#include "clinic/Lookup.hpp"
#include "validation/Bind.hpp"

namespace antrean::queue {

static_assert(is::describes<Day>(kDay));

Result<Day> boundDay(
    http::Request const& request, db::Transaction& transaction, clinic::Directory const& directory
) {
    clinic::Lookup lookup(directory, transaction);
    return is::bind<Day>(request.input, kDay, {&lookup}, Envelope::raw);
}

}  // namespace antrean::queue

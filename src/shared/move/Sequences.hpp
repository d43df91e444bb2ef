#pragma once

#include "db/Session.hpp"

namespace antrean::move {

// Makes the next ids of every table of the target those that the source would have given: an id of
// a row that was removed is not given again.
void moveSequences(db::Session& source, db::Session& target);

}  // namespace antrean::move

#pragma once

namespace antrean::app {

struct Invocation;

// antrean migrate-database. Throws db::Failure or std::runtime_error, each with one clear line.
void migrateDatabase(Invocation const& invocation);

}  // namespace antrean::app

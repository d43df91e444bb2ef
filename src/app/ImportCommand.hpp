#pragma once

namespace antrean::app {

struct Invocation;

// antrean import laravel. Throws db::Failure or std::runtime_error, each with one clear line.
void importLaravel(Invocation const& invocation);

}  // namespace antrean::app

#pragma once

namespace antrean::app {

// From now on SIGINT and SIGTERM do not end the program: a command that works for minutes looks at
// mustStop() and ends where it can go on later.
void stopOnRequest();
bool mustStop();

}  // namespace antrean::app

#include "app/Interrupt.hpp"

#include <csignal>
#include <initializer_list>

namespace antrean::app {
namespace {

volatile std::sig_atomic_t must_stop = 0;

}  // namespace

void stopOnRequest() {
    for (auto const signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) { must_stop = 1; });
}

bool mustStop() {
    return must_stop != 0;
}

}  // namespace antrean::app

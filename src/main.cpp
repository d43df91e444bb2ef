#include "app/CommandLine.hpp"
#include "app/Commands.hpp"

#include <cstdio>
#include <sys/stat.h>

int main(int count, char** arguments) {
    // Patients' data: what this program writes is for its own user only.
    ::umask(S_IRWXG | S_IRWXO);
    auto const read = antrean::app::readCommandLine(count, arguments);
    if (auto const* ending = std::get_if<antrean::app::Ending>(&read)) {
        std::fprintf(ending->status == 0 ? stdout : stderr, "%s\n", ending->text.c_str());
        return ending->status;
    }
    return antrean::app::run(std::get<antrean::app::Invocation>(read));
}

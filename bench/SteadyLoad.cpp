// Registers patients at a steady rate and prints the latency in milliseconds: "p50 p99 max count".
// Each request has a planned time and is measured from then, even if the request before it has not
// been answered. So a stall of the server shows in every request that it delays.
//
//   antrean_steady_load PORT TOKEN RATE_PER_SECOND SECONDS [POLIES]
//
// Without POLIES all visits are for one schedule. With it they go to the polies 1 to POLIES in
// turn, and every other registration is sent again with its Idempotency-Key, as after a lost
// answer.

#include <fmt/core.h>

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kConnections = 32;

struct Plan {
    std::uint16_t port;
    std::string token;
    double rate;
    std::int64_t count;
    std::int64_t polies;  // 0: one schedule
};

int connectTo(std::uint16_t port) {
    int const socket_fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    if (connect(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        std::perror("connect");
        std::exit(1);
    }
    int const on = 1;
    setsockopt(socket_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket_fd;
}

std::string placeOf(Plan const& plan, std::int64_t index) {
    if (plan.polies == 0)
        return R"("poly_id":1,"schedule_id":1)";
    return fmt::format(R"("poly_id":{})", index % plan.polies + 1);
}

std::string requestOf(Plan const& plan, std::int64_t index) {
    auto const body = fmt::format(
        R"({{"patient_name":"Pasien Uji","no_bpjs":"9{:012}","whatsapp_number":"0899{:09}",)"
        R"("email":"pasien@mail.com",{},"bpjs":true,"date":"2026-01-05"}})",
        index,
        index,
        placeOf(plan, index)
    );
    auto const key =
        plan.polies == 0 ? "" : fmt::format("Idempotency-Key: steady-load-{:012}\r\n", index);
    return fmt::format(
        "POST /api/reservation HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
        "{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        plan.token,
        key,
        body.size(),
        body
    );
}

bool isSentTwice(Plan const& plan, std::int64_t index) {
    return plan.polies != 0 && index / plan.polies % 2 == 0;
}

// Reads one answer with a Content-Length; true for a 201.
bool readAnswer(int socket_fd, std::string& buffer) {
    buffer.clear();
    char bytes[16384];
    std::size_t wanted = std::string::npos;
    while (buffer.size() < wanted) {
        auto const received = recv(socket_fd, bytes, sizeof bytes, 0);
        if (received <= 0)
            return false;
        buffer.append(bytes, static_cast<std::size_t>(received));
        auto const end = buffer.find("\r\n\r\n");
        if (wanted == std::string::npos && end != std::string::npos) {
            auto const length = buffer.find("Content-Length: ");
            wanted = end + 4 + std::strtoul(buffer.c_str() + length + 16, nullptr, 10);
        }
    }
    return buffer.compare(9, 3, "201") == 0;
}

bool isAnswered(int socket_fd, std::string const& request, std::string& answer) {
    return send(socket_fd, request.data(), request.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(request.size()) &&
           readAnswer(socket_fd, answer);
}

void runConnection(
    Plan const& plan,
    int first,
    SteadyClock::time_point start,
    std::vector<double>& latencies_ms,
    std::atomic<int>& failures
) {
    int const socket_fd = connectTo(plan.port);
    std::string answer;
    for (std::int64_t index = first; index < plan.count; index += kConnections) {
        auto const at =
            start + std::chrono::duration_cast<SteadyClock::duration>(
                        std::chrono::duration<double>(static_cast<double>(index) / plan.rate)
                    );
        std::this_thread::sleep_until(at);
        auto const request = requestOf(plan, index);
        if (!isAnswered(socket_fd, request, answer)) {
            ++failures;
            break;
        }
        latencies_ms.push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - at).count()
        );
        if (isSentTwice(plan, index) && !isAnswered(socket_fd, request, answer)) {
            ++failures;
            break;
        }
    }
    close(socket_fd);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 5 && count != 6) {
        fmt::print(stderr, "usage: antrean_steady_load PORT TOKEN RATE SECONDS [POLIES]\n");
        return 2;
    }
    Plan plan{
        static_cast<std::uint16_t>(std::atoi(arguments[1])),
        arguments[2],
        std::atof(arguments[3]),
        0,
        count == 6 ? std::atoll(arguments[5]) : 0};
    plan.count = static_cast<std::int64_t>(plan.rate * std::atof(arguments[4]));
    std::vector<std::vector<double>> parts(kConnections);
    std::atomic<int> failures{0};
    std::vector<std::thread> threads;
    auto const start = SteadyClock::now() + std::chrono::milliseconds(200);
    for (int first = 0; first < kConnections; ++first)
        threads.emplace_back(
            [&plan, first, start, &part = parts[static_cast<std::size_t>(first)], &failures] {
                runConnection(plan, first, start, part, failures);
            }
        );
    for (auto& thread : threads)
        thread.join();
    std::vector<double> all;
    for (auto const& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    if (failures != 0 || all.empty()) {
        fmt::print(stderr, "{} connections failed\n", failures.load());
        return 1;
    }
    std::sort(all.begin(), all.end());
    auto const at = [&all](double share) {
        return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    fmt::print("{:.2f} {:.2f} {:.2f} {}\n", at(0.5), at(0.99), all.back(), all.size());
}

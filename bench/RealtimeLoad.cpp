// Many subscribers of one channel, in one thread. Events of the channel have the data
// "#SEQ:NANOSECONDS#": their number, and the CLOCK_MONOTONIC time at which they were published.
//
//   antrean_realtime_load PORT KEY CHANNEL SUBSCRIBERS [STALLED]
//
// STALLED more clients subscribe and then read nothing. Prints a line per occurrence:
//   ready MS           all clients are subscribed, MS after the first began to connect
//   done SEQ MS        all readers have event SEQ, MS after it was published
//   closed CODE        a reader was closed
// and answers lines on stdin: `report` with "report RECEIPTS P50 P99 MAX" in milliseconds since the
// last report, `again` by closing all readers and connecting them at once. Ends with stdin.

#include "ClientFrames.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

// The maximum number of clients that connect at the same time, less than a listener's backlog.
constexpr std::size_t kConnectingMax = 2'000;
constexpr std::size_t kLatenciesMax = 20'000'000;
constexpr int kStalledBuffer = 4'096;

struct Plan {
    std::uint16_t port = 0;
    std::string key;
    std::string channel;
    std::size_t readers = 0;
    std::size_t stalled = 0;
};

struct Client {
    enum State { closed, connecting, upgrading, greeted, subscribed } state = closed;
    int descriptor = -1;
    bool is_stalled = false;
    std::string in;  // the bytes of an incomplete frame
};

class Herd {
public:
    explicit Herd(Plan plan) : plan_(std::move(plan)), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        clients_.resize(plan_.readers + plan_.stalled);
        for (std::size_t index = plan_.readers; index < clients_.size(); ++index)
            clients_[index].is_stalled = true;
        upgrade_ = fmt::format(
            "GET /app/{}?protocol=7&client=bench&version=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            plan_.key
        );
        subscribe_ = bench::maskedText(fmt::format(
            R"({{"event":"pusher:subscribe","data":{{"channel":"{}"}}}})", plan_.channel
        ));
        watch(STDIN_FILENO, EPOLLIN, kStdin);
    }

    int run() {
        begin();
        std::vector<epoll_event> events(1'024);
        for (;;) {
            auto const count =
                ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int index = 0; index < count; ++index) {
                auto const& event = events[static_cast<std::size_t>(index)];
                if (event.data.u64 == kStdin) {
                    if (!onCommand())
                        return 0;
                } else {
                    onReady(clients_[event.data.u64]);
                }
            }
        }
    }

private:
    static constexpr std::uint64_t kStdin = ~std::uint64_t{0};

    void watch(int descriptor, std::uint32_t what, std::uint64_t whose) {
        epoll_event event{};
        event.events = what;
        event.data.u64 = whose;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    }

    void begin() {
        began_ns_ = bench::now_ns();
        next_ = 0;
        connectSome();
    }

    void connectSome() {
        while (connecting_ < kConnectingMax && next_ < clients_.size())
            if (auto& client = clients_[next_++]; client.state == Client::closed)
                connectOne(client);
    }

    void connectOne(Client& client) {
        client.descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (client.descriptor < 0)
            fail("socket");
        if (client.is_stalled)
            ::setsockopt(
                client.descriptor, SOL_SOCKET, SO_RCVBUF, &kStalledBuffer, sizeof kStalledBuffer
            );
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(plan_.port);
        // One address has too few ports when all clients reconnect while their old ports are in
        // TIME_WAIT.
        auto const place = static_cast<std::uint32_t>(&client - clients_.data());
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(0x7f000002U + place % 8);
        int const on = 1;
        ::setsockopt(client.descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        ::setsockopt(client.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::bind(client.descriptor, reinterpret_cast<sockaddr*>(&from), sizeof from);
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        auto const failed =
            ::connect(client.descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
        if (failed != 0 && errno != EINPROGRESS)
            fail("connect");
        client.state = Client::connecting;
        ++connecting_;
        watch(
            client.descriptor,
            EPOLLIN | EPOLLOUT | EPOLLET,
            static_cast<std::uint64_t>(&client - clients_.data())
        );
    }

    [[noreturn]] static void fail(char const* what) {
        std::perror(what);
        std::exit(1);
    }

    static void write(Client& client, std::string_view bytes) {
        if (::send(client.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0 &&
            errno != EPIPE && errno != ECONNRESET)
            fail("send");
    }

    void onReady(Client& client) {
        if (client.state == Client::closed)
            return;
        if (client.state == Client::connecting) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(client.descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                errno = error;
                fail("connect");
            }
            client.state = Client::upgrading;
            write(client, upgrade_);
        }
        read(client);
    }

    void read(Client& client) {
        static char space[256 * 1024];
        for (;;) {
            if (client.is_stalled && client.state == Client::subscribed)
                return;
            auto const kept = client.in.size();
            std::memcpy(space, client.in.data(), kept);
            auto const size = ::recv(client.descriptor, space + kept, sizeof space - kept, 0);
            if (size < 0 && errno == EAGAIN)
                return;
            if (size <= 0)
                return onClosed(client, 1006);
            auto const bytes = std::string_view(space, kept + static_cast<std::size_t>(size));
            auto const used = understand(client, bytes);
            if (client.state == Client::closed)
                return;
            client.in.assign(bytes.substr(used));
            if (client.in.empty())
                client.in.shrink_to_fit();
            if (bytes.size() < sizeof space)
                return;
        }
    }

    // Returns the number of bytes that were handled.
    std::size_t understand(Client& client, std::string_view bytes) {
        std::size_t used = 0;
        if (client.state == Client::upgrading) {
            auto const end = bytes.find("\r\n\r\n");
            if (end == std::string_view::npos)
                return 0;
            if (!bytes.starts_with("HTTP/1.1 101")) {
                fmt::print(stderr, "refused: {}\n", bytes.substr(0, bytes.find('\r')));
                std::exit(1);
            }
            used = end + 4;
            client.state = Client::greeted;
            write(client, subscribe_);
        }
        while (client.state != Client::closed) {
            auto const frame = bench::nextFrame(bytes.substr(used));
            if (!frame)
                break;
            onFrame(client, frame->code, frame->payload);
            used += frame->size;
        }
        return used;
    }

    void onFrame(Client& client, int code, std::string_view payload) {
        if (code == 8)
            return onClosed(
                client,
                payload.size() < 2 ? 1005
                                   : static_cast<unsigned char>(payload[0]) << 8 |
                                         static_cast<unsigned char>(payload[1])
            );
        if (auto const mark = payload.find('#'); mark != std::string_view::npos)
            return onEvent(payload.substr(mark + 1));
        if (payload.find("subscription_succeeded") != std::string_view::npos) {
            client.state = Client::subscribed;
            --connecting_;
            connectSome();
            if (++subscribed_ == clients_.size())
                say("ready {:.1f}", bench::ms(bench::now_ns() - began_ns_));
        }
        if (payload.find("pusher:ping") != std::string_view::npos)
            write(client, bench::maskedText(R"({"event":"pusher:pong","data":{}})"));
    }

    void onEvent(std::string_view text) {
        std::int64_t seq = 0;
        std::int64_t published_ns = 0;
        auto const* const end = text.data() + text.size();
        auto const [colon, failed] = std::from_chars(text.data(), end, seq);
        if (failed != std::errc() || colon == end)
            return;
        std::from_chars(colon + 1, end, published_ns);
        auto const took_ns = bench::now_ns() - published_ns;
        if (latencies_us_.size() < kLatenciesMax)
            latencies_us_.push_back(static_cast<float>(took_ns) / 1e3F);
        ++receipts_;
        if (++arrivals_[seq] < plan_.readers)
            return;
        arrivals_.erase(seq);
        say("done {} {:.2f}", seq, bench::ms(took_ns));
    }

    void onClosed(Client& client, int code) {
        if (client.state != Client::subscribed)
            --connecting_;
        else
            --subscribed_;
        client.state = Client::closed;
        client.in.clear();
        ::close(client.descriptor);
        say("closed {}", code);
    }

    bool onCommand() {
        char bytes[4'096];
        auto const size = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (size <= 0)
            return false;
        commands_.append(bytes, static_cast<std::size_t>(size));
        for (auto end = commands_.find('\n'); end != commands_.npos; end = commands_.find('\n')) {
            perform(commands_.substr(0, end));
            commands_.erase(0, end + 1);
        }
        return true;
    }

    void perform(std::string const& command) {
        if (command == "report")
            report();
        else if (command == "again")
            comeAgain();
    }

    void report() {
        std::ranges::sort(latencies_us_);
        auto const at = [this](double share) {
            if (latencies_us_.empty())
                return 0.0;
            auto const last = static_cast<double>(latencies_us_.size() - 1);
            return static_cast<double>(latencies_us_[static_cast<std::size_t>(share * last)]) / 1e3;
        };
        say("report {} {:.2f} {:.2f} {:.2f}", receipts_, at(0.5), at(0.99), at(1));
        latencies_us_.clear();
        receipts_ = 0;
    }

    void comeAgain() {
        for (auto& client : clients_) {
            if (client.state == Client::closed)
                continue;
            ::close(client.descriptor);
            client.state = Client::closed;
            client.in.clear();
        }
        subscribed_ = 0;
        connecting_ = 0;
        begin();
    }

    template <class... Args>
    static void say(fmt::format_string<Args...> format, Args&&... args) {
        fmt::print(format, std::forward<Args>(args)...);
        std::putchar('\n');
        std::fflush(stdout);
    }

    Plan plan_;
    int epoll_;
    std::vector<Client> clients_;
    std::string upgrade_;
    std::string subscribe_;
    std::string commands_;
    std::size_t next_ = 0;
    std::size_t connecting_ = 0;
    std::size_t subscribed_ = 0;
    std::int64_t began_ns_ = 0;
    std::map<std::int64_t, std::size_t> arrivals_;
    std::vector<float> latencies_us_;
    std::size_t receipts_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 5 && count != 6) {
        fmt::print(stderr, "usage: antrean_realtime_load PORT KEY CHANNEL SUBSCRIBERS [STALLED]\n");
        return 2;
    }
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    Plan plan;
    plan.port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    plan.key = arguments[2];
    plan.channel = arguments[3];
    plan.readers = static_cast<std::size_t>(std::atoll(arguments[4]));
    plan.stalled = count == 6 ? static_cast<std::size_t>(std::atoll(arguments[5])) : 0;
    return Herd(std::move(plan)).run();
}

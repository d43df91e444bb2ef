// Makes calls with libcurl, and does not rely on libcurl's defaults: only HTTP and HTTPS,
// certificates verified, no redirects followed, no proxy but the configured one, at most
// kReplyBytesMax of a reply. AddressRule is applied when a socket is opened, so that no host name
// can lead around it.
#pragma once

#include "delivery/AddressRule.hpp"
#include "delivery/Sender.hpp"

#include <memory>
#include <string>

namespace antrean::delivery {

struct CurlSettings {
    http::NetworkList allow;  // addresses that AddressRule would forbid otherwise
    std::string proxy;        // URL; empty: no proxy, not even the environment's
    std::chrono::milliseconds connect_timeout{3'000};
};

class CurlSender final : public Sender {
public:
    // Throws std::runtime_error when libcurl cannot be used.
    explicit CurlSender(CurlSettings settings);
    ~CurlSender() override;
    CurlSender(CurlSender const&) = delete;
    CurlSender& operator=(CurlSender const&) = delete;

    void send(Call call, Done done) override;
    void run(std::chrono::milliseconds timeout) override;
    void wake() override;

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace antrean::delivery

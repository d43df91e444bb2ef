// Calls over libcurl. What it may do is said here, not left to libcurl's defaults: HTTP and HTTPS
// only, certificates verified, redirects not followed, no proxy but the one that is configured,
// addresses as AddressRule says - asked when a socket is opened, so that no name can lead around
// it - and no more of a reply than kReplyBytesMax.
#pragma once

#include "delivery/AddressRule.hpp"
#include "delivery/Sender.hpp"

#include <memory>
#include <string>

namespace antrean::delivery {

struct CurlSettings {
    AddressRule addresses;
    std::string proxy;  // URL; empty: none, whatever the environment says
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

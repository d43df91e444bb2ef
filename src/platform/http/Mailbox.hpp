// Runs functions of other threads on an I/O thread.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace antrean::http {

// Thread-safe. Steps that arrive together wake the I/O thread once: a group commit posts many.
class Mailbox : public std::enable_shared_from_this<Mailbox> {
public:
    explicit Mailbox(boost::asio::io_context& context) : context_(&context) {}

    // `step` runs on the I/O thread, or is dropped when that has ended. It must not throw.
    void post(std::function<void()> step);
    // The I/O thread ends: its context is not used from now on.
    void close();

private:
    void drain();

    std::mutex mutex_;
    boost::asio::io_context* context_;  // null: closed
    std::vector<std::function<void()>> steps_;
};

}  // namespace antrean::http

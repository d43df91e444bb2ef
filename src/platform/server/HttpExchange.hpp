// The exchange of a message that came over a connection. For the socket files of this folder only.
#pragma once

#include "http/Mailbox.hpp"
#include "server/Exchange.hpp"
#include "server/HttpSession.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace antrean::server {

class HttpExchange final : public Exchange {
public:
    HttpExchange(
        HttpSession& session,
        std::shared_ptr<http::Mailbox> mailbox,
        Peer const& peer,
        std::shared_ptr<MemoryBudgets> budgets,
        MemoryBudget::Owner const& owner
    )
        : session_(&session), mailbox_(std::move(mailbox)), peer_(peer) {
        memory.join(std::move(budgets), owner);
    }

    void post(std::function<void()> step) override { mailbox_->post(std::move(step)); }

    void admit() override {
        if (session_ != nullptr)
            session_->shared_from_this()->onAdmitted();
    }

    void answer(http::Response response) override {
        if (auto* const session = std::exchange(session_, nullptr))
            session->shared_from_this()->onAnswer(response);
    }

    Peer const& peer() const override { return peer_; }

    // The connection is closed; a later answer is dropped.
    void abandon() {
        session_ = nullptr;
        client_gone.request_stop();
    }

private:
    HttpSession* session_;
    std::shared_ptr<http::Mailbox> mailbox_;
    Peer peer_;
};

}  // namespace antrean::server

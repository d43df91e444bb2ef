#include "account/Login.hpp"
#include "account/Sql.hpp"
#include "account/UserStore.hpp"
#include "auth/Sql.hpp"
#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"

namespace antrean::account {
namespace {

constexpr auto kTokens =
    test::same("test.tokens", "SELECT COUNT(*) AS tokens FROM personal_access_tokens");

// What a login does after the password was compared, while the user may change.
class LoginTest : public test::ClinicDay {
protected:
    Result<Admitted> admitted(
        db::Transaction& transaction, std::string const& compared, std::string const& new_hash = {}
    ) {
        return admit(
            services_,
            transaction,
            {test::kDoctorId, compared},
            new_hash,
            {auth::kLoginToken, "192.0.2.1", "test"},
            moment_
        );
    }

    void expectRefused(std::string const& compared) {
        auto const refused = database_->write<Admitted>([&](db::Transaction& transaction) {
            return admitted(transaction, compared, "renewed");
        });
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::unauthenticated);
        write([](db::Transaction& transaction) {
            EXPECT_EQ(transaction.number(kTokens), 0);
            EXPECT_FALSE(stillHas(transaction, {test::kDoctorId, "renewed"}));
        });
    }

    clinic::Directories directories_;
    auth::LoginThrottle throttle_;
    Services services_{directories_, throttle_, {}};
};
INSTANTIATE_EACH_ENGINE(LoginTest);

}  // namespace

TEST_P(LoginTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
    test::expectEveryQueryPrepares(*database_, auth::sql::kAll);
}

TEST_P(LoginTest, AdmitsWhoeverStillHasTheComparedPassword) {
    write([this](db::Transaction& transaction) {
        updatePassword(transaction, test::kDoctorId, "compared", moment_.timestamp);
        auto const first = admitted(transaction, "compared", "renewed");
        ASSERT_TRUE(first);
        EXPECT_EQ(first->user.id, test::kDoctorId);
        EXPECT_TRUE(stillHas(transaction, {test::kDoctorId, "renewed"}));
        EXPECT_TRUE(admitted(transaction, "renewed"));
        EXPECT_EQ(transaction.number(kTokens), 2);
    });
}

TEST_P(LoginTest, APasswordThatWasChangedMeanwhileAdmitsNobodyAndDoesNotComeBack) {
    write([this](db::Transaction& transaction) {
        updatePassword(transaction, test::kDoctorId, "changed", moment_.timestamp);
    });
    expectRefused("compared");
    write([](db::Transaction& transaction) {
        EXPECT_TRUE(stillHas(transaction, {test::kDoctorId, "changed"}));
    });
}

TEST_P(LoginTest, AUserWhoWasRemovedMeanwhileIsNotAdmitted) {
    write([this](db::Transaction& transaction) {
        updatePassword(transaction, test::kDoctorId, "compared", moment_.timestamp);
        removeUser(transaction, test::kDoctorId, moment_.timestamp);
    });
    expectRefused("compared");
}

}  // namespace antrean::account

// Vectors of contract 11.6: those of the protocol's own documentation.
#include "base/Digest.hpp"
#include "realtime/Signature.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace antrean::realtime {
namespace {

App documented() {
    App app;
    app.id = "3";
    app.key = "278d425bdf160c739803";
    app.secret = "7ad3773142a6692b25b8";
    return app;
}

TEST(Signature, OfChannelsIsThatOfTheProtocol) {
    auto const app = documented();
    EXPECT_EQ(
        channelAuth(app, "1234.1234", "private-foobar"),
        app.key + ":58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"
    );
    EXPECT_EQ(
        channelAuth(
            app,
            "1234.1234",
            "presence-foobar",
            R"({"user_id":10,"user_info":{"name":"Mr. Channels"}})"
        ),
        app.key + ":31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80"
    );
}

TEST(Signature, OfUsersIsThatOfTheProtocol) {
    auto app = documented();
    EXPECT_EQ(
        userAuth(app, "1234.1234", R"({"id":"12345"})"),
        app.key + ":4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba"
    );
    app.secret = "tofu";
    EXPECT_EQ(
        userAuth(app, "123.456", R"({"id":"45678"})"),
        app.key + ":f4b1fdeea7c93e32648c7230e32b172057c5623cace6cfce791c6e7035e0babd"
    );
}

constexpr std::string_view kBody =
    R"({"name":"foo","channels":["project-3"],"data":"{\"some\":\"data\"}"})";

SignedCall documentedCall() {
    return {
        "POST",
        "/apps/3/events",
        "/apps/3/events",
        "auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0&"
        "body_md5=ec365a775a4cd0599faeb73354201b6f&"
        "auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c",
        kBody};
}

std::chrono::system_clock::time_point at(std::int64_t seconds) {
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}

constexpr std::int64_t kThen = 1'353'088'179;

bool isSigned(App const& app, SignedCall const& call, std::chrono::system_clock::time_point now) {
    return !whyNotSigned(app, call, now);
}

TEST(Signature, OfCallsIsThatOfTheProtocol) {
    EXPECT_TRUE(isSigned(documented(), documentedCall(), at(kThen)));
}

TEST(Signature, OfCallsCoversMethodPathBodyAndTime) {
    auto const app = documented();
    auto call = documentedCall();
    call.method = "GET";
    EXPECT_FALSE(isSigned(app, call, at(kThen)));
    call = documentedCall();
    call.path = call.raw_path = "/apps/4/events";
    EXPECT_FALSE(isSigned(app, call, at(kThen)));
    call = documentedCall();
    call.body = "{}";
    EXPECT_FALSE(isSigned(app, call, at(kThen)));
    call = documentedCall();
    call.query = {};
    EXPECT_FALSE(isSigned(app, call, at(kThen)));
    call = documentedCall();
    EXPECT_TRUE(isSigned(app, call, at(kThen + 600)));
    EXPECT_TRUE(isSigned(app, call, at(kThen - 600)));
    EXPECT_FALSE(isSigned(app, call, at(kThen + 601)));
    EXPECT_FALSE(isSigned(app, call, at(kThen - 601)));
}

TEST(Signature, SaysWhichCheckFailed) {
    auto const app = documented();
    auto call = documentedCall();
    EXPECT_EQ(
        whyNotSigned(app, call, at(kThen + 900)),
        "auth_timestamp 1353088179 is more than 600 s from the server's time 1353089079."
    );
    call.body = "{}";
    EXPECT_EQ(whyNotSigned(app, call, at(kThen)), "body_md5 is not the MD5 of the body.");
    call = documentedCall();
    call.method = "GET";
    EXPECT_EQ(
        whyNotSigned(app, call, at(kThen)), "auth_signature is not the one of this app's secret."
    );
    call.query = {};
    EXPECT_EQ(whyNotSigned(app, call, at(kThen)), "auth_version must be 1.0.");
}

TEST(Signature, IsCheckedBeforeTheBodyHasCome) {
    auto const app = documented();
    auto call = documentedCall();
    call.body = {};
    EXPECT_EQ(whyHeadNotSigned(app, call, at(kThen)), std::nullopt);
    EXPECT_EQ(whyNotSigned(app, call, at(kThen)), "body_md5 is not the MD5 of the body.");
    call.method = "GET";
    EXPECT_EQ(
        whyHeadNotSigned(app, call, at(kThen)),
        "auth_signature is not the one of this app's secret."
    );
}

// A call at kThen whose text to sign is known.
bool isSignedAs(SignedCall call, std::string const& query, std::string const& text) {
    auto const app = documented();
    auto const whole = query + "&auth_signature=" + digest::hmacSha256Hex(app.secret, text);
    call.method = "GET";
    call.query = whole;
    return isSigned(app, call, at(kThen));
}

constexpr char const* kAuth =
    "auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0";

TEST(Signature, OfCallsJoinsListsByCommas) {
    SignedCall call;
    call.path = call.raw_path = "/apps/3/channels";
    auto const auth = std::string(kAuth);
    auto const text = "GET\n/apps/3/channels\n" + auth + "&info=a,b";
    EXPECT_TRUE(isSignedAs(call, auth + "&info%5B0%5D=a&info%5B1%5D=b", text));
    EXPECT_TRUE(isSignedAs(call, auth + "&info[]=a&info[]=b", text));
    EXPECT_TRUE(isSignedAs(call, auth + "&info=a%2Cb", text));
    EXPECT_FALSE(isSignedAs(call, auth + "&info[]=b&info[]=a", text));
}

TEST(Signature, OfCallsMayCoverThePathAsItWasSent) {
    SignedCall call;
    call.path = "/apps/3/channels/a@b";
    call.raw_path = "/apps/3/channels/a%40b";
    auto const auth = std::string(kAuth);
    EXPECT_TRUE(isSignedAs(call, auth, "GET\n/apps/3/channels/a@b\n" + auth));
    EXPECT_TRUE(isSignedAs(call, auth, "GET\n/apps/3/channels/a%40b\n" + auth));
    EXPECT_FALSE(isSignedAs(call, auth, "GET\n/apps/3/channels/a\n" + auth));
}

TEST(Signature, OfCallsMayHashABodyThatIsEmpty) {
    SignedCall call;
    call.path = call.raw_path = "/apps/3/channels";
    auto const query = std::string(kAuth) + "&body_md5=d41d8cd98f00b204e9800998ecf8427e";
    EXPECT_TRUE(isSignedAs(call, query, "GET\n/apps/3/channels\n" + query));
}

}  // namespace
}  // namespace antrean::realtime

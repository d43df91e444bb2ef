#include "server/CertificateDates.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

namespace antrean::server {
namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};

}  // namespace

Result<Instant> certificateEnd(std::string const& pem_file) {
    std::unique_ptr<BIO, Free> const file(BIO_new_file(pem_file.c_str(), "r"));
    if (!file)
        return Error::internal("cannot open " + pem_file);
    std::unique_ptr<X509, Free> const certificate(
        PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)
    );
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
        return Error::internal("there is no certificate in " + pem_file);
    return std::chrono::time_point_cast<Instant::duration>(
        std::chrono::system_clock::from_time_t(::timegm(&end))
    );
}

}  // namespace antrean::server

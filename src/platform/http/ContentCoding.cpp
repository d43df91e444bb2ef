#include "http/ContentCoding.hpp"

#include "base/Text.hpp"
#include "http/HeaderParts.hpp"

#include <algorithm>
#include <optional>

namespace antrean::http {
namespace {

// Weights have three decimals at most, so they are counted in thousandths.
constexpr int kFullWeight = 1'000;

// "0.5" -> 500. A malformed weight is 0: what is not understood is not accepted.
int readWeight(std::string_view text) {
    constexpr std::size_t kDecimalsMax = 3;
    if (text.empty() || text.size() > 2 + kDecimalsMax || (text[0] != '0' && text[0] != '1') ||
        (text.size() > 1 && text[1] != '.'))
        return 0;
    int weight = (text[0] - '0') * kFullWeight;
    int unit = kFullWeight;
    for (char const digit : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (digit < '0' || digit > '9')
            return 0;
        unit /= 10;
        weight += (digit - '0') * unit;
    }
    return std::min(weight, kFullWeight);
}

int weightOf(std::string_view parameters) {
    while (!parameters.empty()) {
        auto const parameter = takePart(parameters, ';');
        if (text::equalIgnoringCase(parameter.substr(0, 2), "q="))
            return readWeight(withoutBlanks(parameter.substr(2)));
    }
    return kFullWeight;
}

struct Weights {
    std::optional<int> gzip;
    std::optional<int> brotli;
    std::optional<int> identity;
    std::optional<int> others;  // "*"
};

Weights readWeights(std::string_view list) {
    Weights weights;
    while (!list.empty()) {
        auto parameters = takePart(list, ',');
        auto const coding = text::lower(takePart(parameters, ';'));
        auto const weight = weightOf(parameters);
        if (coding == "br")
            weights.brotli = weight;
        else if (coding == "gzip" || coding == "x-gzip")
            weights.gzip = weight;
        else if (coding == "identity")
            weights.identity = weight;
        else if (coding == "*")
            weights.others = weight;
    }
    return weights;
}

}  // namespace

std::string_view name(ContentCoding coding) {
    switch (coding) {
        case ContentCoding::identity:
            return {};
        case ContentCoding::gzip:
            return "gzip";
        case ContentCoding::brotli:
            return "br";
    }
    return {};
}

ContentCoding preferredCoding(std::string_view accept_encoding, Codings available) {
    auto const weights = readWeights(accept_encoding);
    auto const rest = weights.others.value_or(0);
    auto best = ContentCoding::identity;
    // The plain body needs no mention to be accepted, but then every named form is preferred.
    auto best_weight = weights.identity.value_or(0);
    auto const consider = [&best, &best_weight](ContentCoding coding, int weight) {
        if (weight == 0 || weight < best_weight)
            return;
        best = coding;
        best_weight = weight;
    };
    if (available.gzip)
        consider(ContentCoding::gzip, weights.gzip.value_or(rest));
    if (available.brotli)
        consider(ContentCoding::brotli, weights.brotli.value_or(rest));
    return best;
}

}  // namespace antrean::http

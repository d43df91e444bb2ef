#include "screens/Screens.hpp"

#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "http/LastingAnswer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace antrean::screens {
namespace {

constexpr std::string_view kGzipEnding = ".gz";
constexpr std::string_view kBrotliEnding = ".br";

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kContentTypes{{
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/vnd.microsoft.icon"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".mp3", "audio/mpeg"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
}};

std::string_view contentTypeOf(std::string_view path) {
    auto const ending = path.substr(std::min(path.rfind('.'), path.size()));
    auto const found = std::ranges::find(
        kContentTypes, ending, &std::pair<std::string_view, std::string_view>::first
    );
    return found == kContentTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

Screens::Screens(std::span<EmbeddedFile const> files, std::string_view base_path) {
    for (auto const& file : files) {
        auto path = file.path;
        auto form = &Forms::plain;
        if (path.ends_with(kGzipEnding) || path.ends_with(kBrotliEnding)) {
            form = path.ends_with(kGzipEnding) ? &Forms::gzip : &Forms::brotli;
            path.remove_suffix(kGzipEnding.size());
        }
        files_[path].*form = &file;
    }
    // A compressed form without its file would be an answer only to some clients.
    std::erase_if(files_, [](auto const& entry) { return entry.second.plain == nullptr; });
    if (base_path.empty())
        return;
    for (auto& [path, forms] : files_)
        if (path.ends_with(".html"))
            forms = {.plain = &moved_.emplace_back(moved(*forms.plain, base_path))};
}

// Vite writes paths in pages only as whole attributes. Scripts and styles name their parts relative
// to themselves (web/vite.config.ts), and scripts read the base path from the meta element.
EmbeddedFile Screens::moved(EmbeddedFile const& page, std::string_view base_path) {
    auto html = std::string(page.content);
    for (std::string_view const attribute : {"src=\"/", "href=\"/"}) {
        auto const begin = attribute.substr(0, attribute.size() - 1);
        html = text::replaceAll(html, attribute, fmt::format("{}{}/", begin, base_path));
    }
    html = text::replaceAll(
        html,
        "<head>",
        fmt::format("<head>\n<meta name=\"antrean-base\" content=\"{}\">", base_path)
    );
    auto const& content = texts_.emplace_back(std::move(html));
    auto const& hash = texts_.emplace_back(digest::sha256Hex(content).substr(0, page.hash.size()));
    return {page.path, content, hash};
}

EmbeddedFile const& Screens::Forms::in(http::ContentCoding coding) const {
    switch (coding) {
        case http::ContentCoding::identity:
            return *plain;
        case http::ContentCoding::gzip:
            return *gzip;
        case http::ContentCoding::brotli:
            return *brotli;
    }
    return *plain;
}

Screens::Forms const* Screens::find(std::string_view path) const {
    auto const found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

std::optional<http::Response> Screens::answer(
    http::Request const& request,
    std::string_view path,
    std::string_view cache_control,
    bool has_ranges
) const {
    auto const* const forms = find(path);
    if (forms == nullptr)
        return std::nullopt;
    http::Codings const available{forms->gzip != nullptr, forms->brotli != nullptr};
    auto const coding = preferredCoding(request.header("Accept-Encoding"), available);
    auto const& file = forms->in(coding);
    auto response = http::lastingAnswer(
        request,
        {file.content,
         fmt::format("\"{}\"", file.hash),
         contentTypeOf(path),
         cache_control,
         has_ranges}
    );
    if (available.gzip || available.brotli)
        response.headers.push_back({"Vary", "Accept-Encoding"});
    if (coding != http::ContentCoding::identity && response.status != 304)
        response.headers.push_back({"Content-Encoding", std::string(name(coding))});
    return response;
}

std::string_view Screens::text(std::string_view path) const {
    auto const* const forms = find(path);
    return forms == nullptr ? std::string_view() : forms->plain->content;
}

}  // namespace antrean::screens

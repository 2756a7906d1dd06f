// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with what GitHub's code scanning
// wants besides: texts of each rule, and a place of each result.
#include <algorithm>
#include <fmt/format.h>

#include "cli/error_codes.hpp"
#include "cli/findings.hpp"
#include "cli/report.hpp"
#include "cli/repository_path.hpp"

namespace sluice::cli {

namespace {

constexpr const char* schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string as_uri(const std::string& path) {
  std::string out;
  for (const char byte : path) {
    const bool stays = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') ||
                       std::string_view("-._~/").find(byte) != std::string_view::npos;
    out +=
        stays ? std::string(1, byte)
              : fmt::format("%{:02X}", static_cast<unsigned int>(static_cast<unsigned char>(byte)));
  }
  return out;
}

void write_text(json_writer& out, std::string_view key, std::string_view text) {
  out.key(key).begin_object().member("text", text).end_object();
}

void write_rules(json_writer& out, const std::vector<std::string>& codes) {
  out.key("rules").begin_array();
  for (const std::string& code : codes) {
    std::string meaning(meaning_of(code));
    if (meaning.empty()) meaning = code;
    out.begin_object().member("id", code);
    write_text(out, "shortDescription", meaning);
    write_text(out, "fullDescription", meaning);
    write_text(out, "help", meaning);
    out.end_object();
  }
  out.end_array();
}

void write_place(json_writer& out, const place& where, const std::string& otherwise) {
  const std::string file = repository_path(where.file.empty() ? otherwise : where.file);
  const bool inside = !file.starts_with('/');
  out.key("locations").begin_array().begin_object();
  out.key("physicalLocation").begin_object();
  out.key("artifactLocation").begin_object();
  out.member("uri", inside ? as_uri(file) : "file://" + as_uri(file));
  if (inside) out.member("uriBaseId", "%SRCROOT%");
  out.end_object();
  if (where.line > 0) {
    out.key("region").begin_object().member("startLine", where.line);
    if (where.column > 0) out.member("startColumn", where.column);
    out.end_object();
  }
  out.end_object().end_object().end_array();
}

}  // namespace

std::string sarif_log(const findings& found) {
  std::vector<std::string> codes;
  for (const diagnostic& one : found.all) {
    if (std::find(codes.begin(), codes.end(), one.code) == codes.end()) codes.push_back(one.code);
  }
  const std::vector<std::string> known_as = fingerprints(found);
  json_writer out;
  out.begin_object().member("$schema", schema).member("version", "2.1.0");
  out.key("runs").begin_array().begin_object();
  out.key("tool").begin_object().key("driver").begin_object().member("name", "sluice");
  out.member("version", SLUICE_VERSION);
  write_rules(out, codes);
  out.end_object().end_object();
  // Tells the uploads of several commands apart.
  out.key("automationDetails").begin_object();
  out.member("id", fmt::format("sluice/{}/", found.command)).end_object();
  out.key("results").begin_array();
  for (std::size_t i = 0; i < found.all.size(); ++i) {
    const diagnostic& one = found.all[i];
    const auto rule = std::find(codes.begin(), codes.end(), one.code) - codes.begin();
    out.begin_object().member("ruleId", one.code);
    out.member("ruleIndex", static_cast<std::int64_t>(rule));
    out.member("level", level_name(one.level));
    write_text(out, "message",
               one.hint.empty() ? one.message : fmt::format("{}\nNext: {}", one.message, one.hint));
    write_place(out, one.where, found.file);
    out.key("partialFingerprints").begin_object().member("sluice/v1", known_as[i]).end_object();
    out.end_object();
  }
  return out.end_array().end_object().end_array().end_object().take() + "\n";
}

}  // namespace sluice::cli

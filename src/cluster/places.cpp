#include "cluster/places.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <random>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cluster/own_file.hpp"

namespace sluice::cluster {
namespace {

namespace fs = std::filesystem;

// sockaddr_un holds 107 bytes; the socket's name in the folder is "/.s.PGSQL.5432".
constexpr std::size_t longest_socket_folder = 107 - 14;

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

std::string random_password() {
  static constexpr std::string_view letters = "abcdefghijkmnopqrstuvwxyz23456789";
  std::random_device source;
  std::string out;
  for (int i = 0; i < 20; ++i) out += letters[source() % letters.size()];
  return out;
}

// Names a folder elsewhere after the project, so that two projects never meet.
std::string short_name(const fs::path& project) {
  return concat("sluice-", std::string_view(sha256_hex(project.string())).substr(0, 10));
}

bool fits_a_socket(const fs::path& folder) {
  // A comma or quote would be syntax in unix_socket_directories.
  return folder.string().size() <= longest_socket_folder &&
         folder.string().find_first_of(",\"'\\") == std::string::npos;
}

fs::path choose_socket_directory(const fs::path& project, const fs::path& folder,
                                 const account& owner) {
  if (fits_a_socket(folder / "socket") && can_enter(owner, project)) return folder / "socket";
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && *runtime != '\0' && owner.is_current()) {
    const fs::path there = fs::path(runtime) / short_name(project);
    if (fits_a_socket(there) && ::access(runtime, W_OK | X_OK) == 0) return there;
  }
  return fs::path("/tmp") / short_name(project);
}

fs::path choose_data(const fs::path& project, const fs::path& folder, places& out) {
  if (can_enter(out.owner, project)) return folder / "data";
  fs::path shared = "/var/lib/sluice";
  if (::access("/var/lib", W_OK) != 0) {
    const char* temporary = std::getenv("TMPDIR");
    shared =
        temporary != nullptr && *temporary != '\0' ? fs::path(temporary) : fs::path("/var/tmp");
  }
  const fs::path data = shared / short_name(project) / "data";
  out.notes.push_back(concat("the data is in ", data.string(), ": the server runs as ",
                             out.owner.name, ", who cannot enter ", project.string()));
  return data;
}

void remember(const places& made, const fs::path& file) {
  json_writer out;
  out.begin_object().member("version", 1);
  out.member("data", made.data.string()).member("log", made.log.string());
  out.member("socket", made.socket_directory.string()).member("database", made.database);
  out.member("user", static_cast<std::int64_t>(made.owner.user));
  out.member("group", static_cast<std::int64_t>(made.owner.group));
  out.member("account", made.owner.name);
  if (made.port) out.member("port", *made.port).member("password", made.password);
  out.end_object();
  write_own_file(file, out.text() + "\n", made.owner);
}

std::int64_t integer_member(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* found = member(object, name);
  return found != nullptr && found->IsInt64() ? found->GetInt64() : 0;
}

bool recall(const fs::path& file, places& out) {
  const std::optional<std::string> text = read_file_if_exists(file);
  if (!text) return false;
  const rapidjson::Document document = parse_json(*text, file.string());
  out.data = string_member(document, "data");
  out.log = string_member(document, "log");
  out.socket_directory = string_member(document, "socket");
  out.database = string_member(document, "database");
  out.owner.user = static_cast<uid_t>(integer_member(document, "user"));
  out.owner.group = static_cast<gid_t>(integer_member(document, "group"));
  out.owner.name = string_member(document, "account");
  out.password = string_member(document, "password");
  if (const std::int64_t port = integer_member(document, "port"); port > 0) {
    out.port = static_cast<int>(port);
  }
  std::error_code none;
  // A project that was moved or copied takes nothing along that points elsewhere.
  return !out.data.empty() && fs::exists(out.data, none);
}

error no_folder(const fs::path& folder, int code) {
  return error(failure::general, "CLUSTER.FILES",
               concat("cannot make the folder ", folder.string()))
      .because(std::strerror(code));
}

// A folder for the owner's eyes alone. In a place that all may write to, one that somebody else
// made first is refused.
void make_private(const fs::path& folder, const account& owner) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) {
    give_to(owner, folder);
    return;
  }
  const int code = errno;
  struct stat status{};
  if (code != EEXIST || ::lstat(folder.c_str(), &status) != 0) throw no_folder(folder, code);
  if (!S_ISDIR(status.st_mode) || status.st_uid != owner.user) {
    throw no_folder(folder, code)
        .because(concat(folder.string(), " exists and does not belong to ", owner.name));
  }
}

}  // namespace

std::string database_name(const fs::path& project) {
  std::string out;
  for (const char c : to_lower(project.filename().string())) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    out += plain ? c : '_';
  }
  const std::size_t first = out.find_first_not_of('_');
  out = first == std::string::npos ? std::string() : out.substr(first);
  if (out.empty()) out = "project";
  if (out[0] >= '0' && out[0] <= '9') out.insert(0, "db_");
  // Names that the server has already.
  if (out == "postgres" || out == "template0" || out == "template1") out += "_project";
  return out.substr(0, 63);
}

std::string places::url(std::string_view name) const {
  const std::string path = percent_encode(name);
  if (port) {
    return concat("postgresql://postgres:", password, "@127.0.0.1:", std::to_string(*port), "/",
                  path);
  }
  return concat("postgresql://postgres@/", path,
                "?host=", percent_encode(socket_directory.string()));
}

places find_places(const settings& given) {
  std::error_code none;
  const fs::path project = fs::weakly_canonical(fs::absolute(given.project), none);
  places out;
  out.folder = project / ".sluice";
  if (!recall(out.folder / "cluster.json", out)) {
    out = places{};
    out.folder = project / ".sluice";
    out.owner = account_for(project);
    out.data = choose_data(project, out.folder, out);
    out.log = out.data.parent_path() / "postgres.log";
    out.socket_directory = given.socket_directory.empty()
                               ? choose_socket_directory(project, out.folder, out.owner)
                               : given.socket_directory;
    out.database = given.database.empty() ? database_name(project) : given.database;
  }
  out.cache = given.cache;
  if (given.port && given.port != out.port) {
    out.port = given.port;
    if (out.password.empty()) out.password = random_password();
  }
  return out;
}

void make_places(const places& made) {
  std::error_code failed;
  fs::create_directories(made.folder, failed);
  if (failed) throw no_folder(made.folder, failed.value());
  if (!made.owner.is_current()) ::chmod(made.folder.c_str(), 0755);  // whatever root's umask is
  if (!fs::exists(made.folder / ".gitignore")) {
    write_own_file(made.folder / ".gitignore", "*\n", made.owner);
  }
  if (made.data.parent_path() != made.folder) {
    fs::create_directories(made.data.parent_path().parent_path(), failed);
    make_private(made.data.parent_path(), made.owner);
  }
  make_private(made.socket_directory, made.owner);
  remember(made, made.folder / "cluster.json");
}

}  // namespace sluice::cluster

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "data/value.hpp"

namespace sluice::data {

namespace {

// The words of a name: firstName and first_name are two.
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> out;
  bool was_lower = false;
  bool open = false;
  for (const char each : name) {
    const bool is_upper = each >= 'A' && each <= 'Z';
    const bool is_letter = is_upper || (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
    if (!is_letter || (is_upper && was_lower)) open = false;
    if (is_letter) {
      if (!open) out.emplace_back();
      open = true;
      out.back() += is_upper ? static_cast<char>(each - 'A' + 'a') : each;
    }
    was_lower = is_letter && !is_upper;
  }
  return out;
}

using word_list = std::vector<std::string>;

bool has(const word_list& all, std::string_view word) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

template <std::size_t Count>
bool has_any(const word_list& all, const std::array<std::string_view, Count>& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return has(all, word); });
}

struct rule {
  std::string_view word;
  meaning means;
};

constexpr std::array texts{rule{"email", meaning::email},
                           rule{"mail", meaning::email},
                           rule{"username", meaning::user_name},
                           rule{"login", meaning::user_name},
                           rule{"handle", meaning::user_name},
                           rule{"nickname", meaning::user_name},
                           rule{"firstname", meaning::first_name},
                           rule{"lastname", meaning::last_name},
                           rule{"surname", meaning::last_name},
                           rule{"fullname", meaning::full_name},
                           rule{"author", meaning::full_name},
                           rule{"phone", meaning::phone},
                           rule{"mobile", meaning::phone},
                           rule{"tel", meaning::phone},
                           rule{"fax", meaning::phone},
                           rule{"image", meaning::image},
                           rule{"avatar", meaning::image},
                           rule{"photo", meaning::image},
                           rule{"picture", meaning::image},
                           rule{"logo", meaning::image},
                           rule{"thumbnail", meaning::image},
                           rule{"poster", meaning::image},
                           rule{"url", meaning::url},
                           rule{"uri", meaning::url},
                           rule{"link", meaning::url},
                           rule{"website", meaning::url},
                           rule{"href", meaning::url},
                           rule{"homepage", meaning::url},
                           rule{"city", meaning::city},
                           rule{"town", meaning::city},
                           rule{"country", meaning::country},
                           rule{"nation", meaning::country},
                           rule{"street", meaning::street},
                           rule{"address", meaning::street},
                           rule{"zip", meaning::postal_code},
                           rule{"zipcode", meaning::postal_code},
                           rule{"postcode", meaning::postal_code},
                           rule{"postal", meaning::postal_code},
                           rule{"region", meaning::state},
                           rule{"province", meaning::state},
                           rule{"slug", meaning::slug},
                           rule{"title", meaning::title},
                           rule{"subject", meaning::title},
                           rule{"headline", meaning::title},
                           rule{"summary", meaning::sentence},
                           rule{"caption", meaning::sentence},
                           rule{"note", meaning::sentence},
                           rule{"notes", meaning::sentence},
                           rule{"comment", meaning::sentence},
                           rule{"message", meaning::sentence},
                           rule{"question", meaning::sentence},
                           rule{"reason", meaning::sentence},
                           rule{"description", meaning::paragraph},
                           rule{"body", meaning::paragraph},
                           rule{"content", meaning::paragraph},
                           rule{"bio", meaning::paragraph},
                           rule{"about", meaning::paragraph},
                           rule{"text", meaning::sentence},
                           rule{"color", meaning::color},
                           rule{"colour", meaning::color},
                           rule{"job", meaning::job},
                           rule{"occupation", meaning::job},
                           rule{"profession", meaning::job},
                           rule{"category", meaning::category},
                           rule{"tag", meaning::category},
                           rule{"tags", meaning::category},
                           rule{"genre", meaning::category},
                           rule{"topic", meaning::category},
                           rule{"status", meaning::status},
                           rule{"currency", meaning::currency},
                           rule{"language", meaning::language},
                           rule{"locale", meaning::language},
                           rule{"lang", meaning::language},
                           rule{"timezone", meaning::time_zone},
                           rule{"mime", meaning::media_type},
                           rule{"mimetype", meaning::media_type},
                           rule{"file", meaning::file_name},
                           rule{"filename", meaning::file_name},
                           rule{"path", meaning::file_name},
                           rule{"hash", meaning::hexadecimal},
                           rule{"token", meaning::hexadecimal},
                           rule{"secret", meaning::hexadecimal},
                           rule{"checksum", meaning::hexadecimal},
                           rule{"digest", meaning::hexadecimal},
                           rule{"password", meaning::hexadecimal},
                           rule{"ip", meaning::ip_address},
                           rule{"company", meaning::company},
                           rule{"organization", meaning::company},
                           rule{"brand", meaning::company},
                           rule{"vendor", meaning::company},
                           rule{"supplier", meaning::company},
                           rule{"sku", meaning::code},
                           rule{"code", meaning::code},
                           rule{"number", meaning::code},
                           rule{"reference", meaning::code},
                           rule{"serial", meaning::code},
                           rule{"month", meaning::month},
                           rule{"version", meaning::version},
                           rule{"state", meaning::status},
                           rule{"year", meaning::year}};

constexpr std::array numbers{rule{"age", meaning::age},
                             rule{"year", meaning::year},
                             rule{"quantity", meaning::quantity},
                             rule{"qty", meaning::quantity},
                             rule{"count", meaning::quantity},
                             rule{"stock", meaning::quantity},
                             rule{"price", meaning::price},
                             rule{"amount", meaning::price},
                             rule{"total", meaning::price},
                             rule{"cost", meaning::price},
                             rule{"fee", meaning::price},
                             rule{"salary", meaning::price},
                             rule{"revenue", meaning::price},
                             rule{"balance", meaning::price},
                             rule{"rating", meaning::rating},
                             rule{"stars", meaning::rating},
                             rule{"score", meaning::percent},
                             rule{"percent", meaning::percent},
                             rule{"percentage", meaning::percent},
                             rule{"discount", meaning::percent},
                             rule{"latitude", meaning::latitude},
                             rule{"lat", meaning::latitude},
                             rule{"longitude", meaning::longitude},
                             rule{"lng", meaning::longitude},
                             rule{"lon", meaning::longitude},
                             rule{"size", meaning::size},
                             rule{"width", meaning::size},
                             rule{"height", meaning::size},
                             rule{"weight", meaning::size},
                             rule{"length", meaning::size},
                             rule{"duration", meaning::size}};

constexpr std::array moments{
    rule{"created", meaning::created},  rule{"inserted", meaning::created},
    rule{"started", meaning::created},  rule{"start", meaning::created},
    rule{"begin", meaning::created},    rule{"starts", meaning::created},
    rule{"updated", meaning::updated},  rule{"modified", meaning::updated},
    rule{"changed", meaning::updated},  rule{"end", meaning::updated},
    rule{"ended", meaning::updated},    rule{"ends", meaning::updated},
    rule{"finished", meaning::updated}, rule{"completed", meaning::updated},
    rule{"deleted", meaning::deleted},  rule{"archived", meaning::deleted},
    rule{"removed", meaning::deleted},  rule{"birth", meaning::birth},
    rule{"birthday", meaning::birth},   rule{"birthdate", meaning::birth},
    rule{"born", meaning::birth},       rule{"dob", meaning::birth},
    rule{"expires", meaning::later},    rule{"expiry", meaning::later},
    rule{"due", meaning::later},        rule{"deadline", meaning::later},
    rule{"until", meaning::later}};

template <std::size_t Count>
meaning first_of(const word_list& words, const std::array<rule, Count>& rules) {
  for (const rule& one : rules) {
    if (has(words, one.word)) return one.means;
  }
  return meaning::none;
}

meaning meaning_of_name(const std::string& table) {
  constexpr std::array<std::string_view, 20> people{
      "user",    "users",    "customer",  "customers", "person",  "people",  "author",
      "authors", "employee", "employees", "member",    "members", "student", "students",
      "contact", "contacts", "patient",   "patients",  "teacher", "teachers"};
  constexpr std::array<std::string_view, 10> companies{
      "company",   "companies", "organization", "organizations", "supplier",
      "suppliers", "tenant",    "tenants",      "brand",         "vendors"};
  const word_list words = words_of(table);
  if (has_any(words, people)) return meaning::full_name;
  if (has_any(words, companies)) return meaning::company;
  if (has(words, "countries") || has(words, "country")) return meaning::country;
  if (has(words, "cities") || has(words, "city")) return meaning::city;
  if (has(words, "categories") || has(words, "tags")) return meaning::category;
  return meaning::thing;
}

meaning meaning_of_text(const std::string& table, const word_list& words) {
  if (has(words, "name")) {
    if (has(words, "first") || has(words, "given")) return meaning::first_name;
    if (has(words, "last") || has(words, "family")) return meaning::last_name;
    if (has(words, "user")) return meaning::user_name;
    if (has(words, "full") || has(words, "author")) return meaning::full_name;
    if (has(words, "company")) return meaning::company;
    if (has(words, "file")) return meaning::file_name;
    if (has(words, "city")) return meaning::city;
    if (has(words, "country")) return meaning::country;
    return meaning_of_name(table);
  }
  if (has(words, "country") && has(words, "code")) return meaning::country_code;
  if (has(words, "postal") || has(words, "zip")) return meaning::postal_code;
  if (has(words, "address") && has(words, "ip")) return meaning::ip_address;
  if (has(words, "time") && has(words, "zone")) return meaning::time_zone;
  return first_of(words, texts);
}

}  // namespace

meaning meaning_of(const std::string& table, const column_shape& column) {
  const word_list words = words_of(column.name);
  const value_type& type =
      column.type.kind == value_kind::array ? *column.type.element : column.type;
  switch (type.kind) {
    case value_kind::text:
      return meaning_of_text(table, words);
    case value_kind::integer:
    case value_kind::numeric:
    case value_kind::floating:
    case value_kind::money:
      return first_of(words, numbers);
    case value_kind::date:
    case value_kind::timestamp:
      return first_of(words, moments);
    default:
      return meaning::none;
  }
}

}  // namespace sluice::data

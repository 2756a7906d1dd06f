#include "data/words.hpp"

#include <array>

namespace sluice::data::words {

namespace {

using text = std::string_view;

constexpr std::array<text, 48> all_first_names{
    "Ada",   "Alan",  "Amara", "Anna",  "Ben",   "Bruno",  "Carla", "Chen",  "Clara", "Daniel",
    "Diego", "Dora",  "Elena", "Emil",  "Emma",  "Fatima", "Felix", "Grace", "Hana",  "Hugo",
    "Ida",   "Ines",  "Ivan",  "Jonas", "Julia", "Kai",    "Kofi",  "Lara",  "Leo",   "Lin",
    "Maria", "Max",   "Mei",   "Mia",   "Nadia", "Noah",   "Olga",  "Omar",  "Paula", "Priya",
    "Rosa",  "Samir", "Sara",  "Tariq", "Theo",  "Vera",   "Yuki",  "Zoe"};
constexpr std::array<text, 48> all_last_names{
    "Adams",  "Ahmed",    "Bauer",  "Becker",  "Brown",    "Castro", "Cohen",  "Costa",
    "Diaz",   "Dubois",   "Evans",  "Fischer", "Fontaine", "Garcia", "Gupta",  "Haas",
    "Hansen", "Hoffmann", "Ito",    "Jansen",  "Jensen",   "Kato",   "Keller", "Khan",
    "Kim",    "Kowalski", "Larsen", "Lehmann", "Lopez",    "Martin", "Mendes", "Meyer",
    "Moreau", "Nakamura", "Novak",  "Nguyen",  "Okafor",   "Olsen",  "Patel",  "Petrov",
    "Ramos",  "Rossi",    "Santos", "Schmidt", "Silva",    "Tanaka", "Weber",  "Wright"};
constexpr std::array<text, 24> all_cities{
    "Amsterdam", "Athens", "Austin",  "Berlin",  "Bogota",   "Boston", "Cairo",   "Chicago",
    "Dakar",     "Delhi",  "Dublin",  "Hamburg", "Istanbul", "Lagos",  "Lima",    "Lisbon",
    "London",    "Madrid", "Nairobi", "Osaka",   "Oslo",     "Prague", "Toronto", "Zurich"};
constexpr std::array<text, 20> all_countries{
    "Argentina", "Brazil", "Canada",   "Chile", "Egypt",       "France",       "Germany",
    "Ghana",     "India",  "Ireland",  "Italy", "Japan",       "Kenya",        "Mexico",
    "Norway",    "Poland", "Portugal", "Spain", "Switzerland", "United States"};
constexpr std::array<text, 20> all_country_codes{"AR", "BR", "CA", "CL", "EG", "FR", "DE",
                                                 "GH", "IN", "IE", "IT", "JP", "KE", "MX",
                                                 "NO", "PL", "PT", "ES", "CH", "US"};
constexpr std::array<text, 16> all_streets{
    "Oak Street",   "Main Street",   "High Street", "Mill Lane",   "Station Road", "Park Avenue",
    "Church Road",  "Elm Street",    "River Road",  "Hill Street", "Garden Way",   "Lake Drive",
    "Harbour Road", "Market Square", "King Street", "Bridge Lane"};
constexpr std::array<text, 16> all_companies{
    "Acorn",  "Bluebird", "Cedar",   "Delta",   "Evergreen", "Falcon", "Granite", "Harbor",
    "Indigo", "Juniper",  "Kestrel", "Lantern", "Meridian",  "Nimbus", "Orchard", "Pioneer"};
constexpr std::array<text, 40> all_nouns{
    "anchor",  "basket",   "bridge",   "camera", "candle", "chair",  "clock",  "cloud",
    "compass", "copper",   "engine",   "field",  "forest", "garden", "hammer", "harbor",
    "island",  "journey",  "kettle",   "lamp",   "letter", "market", "meadow", "mirror",
    "morning", "mountain", "notebook", "ocean",  "paper",  "pencil", "river",  "road",
    "shelf",   "signal",   "stone",    "story",  "table",  "ticket", "window", "winter"};
constexpr std::array<text, 24> all_adjectives{
    "amber",  "bright", "calm",   "clear", "curious", "early",  "fresh", "gentle",
    "golden", "green",  "hidden", "large", "light",   "little", "long",  "modern",
    "new",    "open",   "quiet",  "ready", "simple",  "steady", "warm",  "wide"};
constexpr std::array<text, 16> all_verbs{
    "builds", "carries", "crosses", "finds",   "follows", "holds", "keeps", "leaves",
    "meets",  "moves",   "opens",   "reaches", "shows",   "takes", "turns", "watches"};
constexpr std::array<text, 12> all_categories{"books",   "clothing", "design", "food",
                                              "garden",  "health",   "home",   "music",
                                              "outdoor", "science",  "sports", "travel"};
constexpr std::array<text, 10> all_colors{"black",  "blue",   "brown", "gray",  "green",
                                          "orange", "purple", "red",   "white", "yellow"};
constexpr std::array<text, 12> all_jobs{"accountant", "analyst", "architect",  "designer",
                                        "developer",  "editor",  "engineer",   "manager",
                                        "nurse",      "planner", "researcher", "teacher"};
constexpr std::array<text, 12> all_states{"Bavaria", "Bern",   "California", "Kerala",
                                          "Lazio",   "Madrid", "Normandy",   "Ontario",
                                          "Oregon",  "Osaka",  "Parana",     "Texas"};
constexpr std::array<text, 6> all_statuses{"active", "archived", "done", "new", "open", "pending"};
constexpr std::array<text, 8> all_currencies{"EUR", "USD", "GBP", "CHF",
                                             "JPY", "SEK", "CAD", "BRL"};
constexpr std::array<text, 8> all_languages{"en", "de", "fr", "es", "it", "ja", "pl", "pt"};
constexpr std::array<text, 6> all_time_zones{
    "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Tokyo", "America/Sao_Paulo", "UTC"};
constexpr std::array<text, 6> all_media_types{"image/png",        "image/jpeg", "application/pdf",
                                              "application/json", "text/plain", "video/mp4"};
constexpr std::array<text, 12> all_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

list first_names() {
  return all_first_names;
}
list last_names() {
  return all_last_names;
}
list cities() {
  return all_cities;
}
list countries() {
  return all_countries;
}
list country_codes() {
  return all_country_codes;
}
list streets() {
  return all_streets;
}
list companies() {
  return all_companies;
}
list nouns() {
  return all_nouns;
}
list adjectives() {
  return all_adjectives;
}
list verbs() {
  return all_verbs;
}
list categories() {
  return all_categories;
}
list colors() {
  return all_colors;
}
list jobs() {
  return all_jobs;
}
list states() {
  return all_states;
}
list statuses() {
  return all_statuses;
}
list currencies() {
  return all_currencies;
}
list languages() {
  return all_languages;
}
list time_zones() {
  return all_time_zones;
}
list media_types() {
  return all_media_types;
}
list months() {
  return all_months;
}

}  // namespace sluice::data::words

// The readers beside PostgreSQL: what both take has to be the same.
#include <random>

#include "data/csv.hpp"
#include "data/json.hpp"
#include "loading.hpp"
#include "pg/quote.hpp"

namespace sluice::data {
namespace {

using row = std::vector<std::optional<std::string>>;

struct collecting : record_sink {
  void begin(const std::vector<std::string>& given) override { names = given; }
  void record(std::uint64_t, const std::vector<field>& fields) override {
    row one;
    for (const field& each : fields) {
      one.push_back(each.null ? std::nullopt : std::optional(std::string(each.text)));
    }
    rows.push_back(std::move(one));
  }
  void damaged(std::uint64_t, const std::string&, std::string_view) override { ++bad; }
  std::vector<std::string> names;
  std::vector<row> rows;
  int bad = 0;
};

struct dice {
  explicit dice(unsigned seed) : engine(seed) {}
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine);
  }
  template <typename List>
  auto pick(const List& from) {
    return from[below(std::size(from))];
  }
  std::mt19937 engine;
};

// In chunks of any size.
void feed(record_reader& reader, std::string_view text, dice& random) {
  while (!text.empty()) {
    const std::size_t size = std::min(text.size(), 1 + random.below(random.below(2) == 0 ? 3 : 40));
    // Not a view into what comes next.
    const std::string chunk(text.substr(0, size));
    reader.feed(chunk);
    text.remove_prefix(size);
  }
  reader.finish();
}

std::string copied_by_server(pg::connection& on, const std::string& text, const std::string& how,
                             std::vector<row>& rows) {
  on.execute("truncate t");
  on.begin_copy("copy t (a, b, c) from stdin (format csv" + how + ")");
  on.put_copy(text);
  const pg::outcome came = on.end_copy();
  if (!came.ok()) return came.failure->text;
  const pg::result all = std::move(on.execute("select a, b, c from t order by n").at(0));
  for (int i = 0; i < all.rows(); ++i) {
    row one;
    for (int column = 0; column < 3; ++column) {
      one.push_back(all.is_null(i, column) ? std::nullopt
                                           : std::optional(std::string(all.text(i, column))));
    }
    rows.push_back(std::move(one));
  }
  return {};
}

TEST_CASE("csv: random documents, whole and broken, come out as PostgreSQL's COPY has them") {
  test::loading at("create table t (n bigserial, a text, b text, c text)");
  dice random(20261120);
  int same = 0;
  int refused_by_both = 0;
  for (int round = 0; round < 3000; ++round) {
    csv_settings settings;
    settings.header = false;
    settings.delimiter = random.pick(std::string_view(",;\t|"));
    settings.quote = random.pick(std::string_view("\"\"'"));
    settings.escape = random.below(4) == 0 ? '\\' : settings.quote;
    settings.null = random.pick(std::vector<std::string>{"", "NULL", "-"});
    const std::string quote(1, settings.quote);
    const std::string line_end = random.pick(std::vector<std::string>{"\n", "\r\n", "\n"});
    // Mostly whole records; sometimes anything.
    const bool soup = random.below(3) == 0;
    const std::string delimiter(1, settings.delimiter);
    std::string text;
    const std::size_t records = 1 + random.below(5);
    for (std::size_t record = 0; record < records; ++record) {
      for (int column = 0; column < 3; ++column) {
        if (column > 0) text += delimiter;
        const std::vector<std::string> parts = {
            "a", "ä😀", " ", delimiter, line_end, quote + quote, "NULL", "-", "x y", "\\n", "0"};
        std::string value;
        for (std::size_t i = random.below(4); i > 0; --i) value += random.pick(parts);
        const bool quoted = random.below(2) == 0;
        if (soup && random.below(4) == 0) value += random.pick(std::string_view("\"',;\n\\"));
        if (!quoted && !soup) {
          for (const std::string& bad : {delimiter, line_end, quote})
            value = replace_all(value, bad, "");
        }
        if (settings.escape == '\\' && quoted) {
          value = replace_all(replace_all(value, "\\", "\\\\"), quote + quote, "\\" + quote);
        }
        text += quoted ? quote + value + quote : value;
      }
      if (record + 1 < records || random.below(2) == 0) text += line_end;
    }
    collecting ours;
    bool failed = false;
    try {
      csv_reader reader(settings, "it", {"a", "b", "c"}, ours);
      feed(reader, text, random);
    } catch (const error&) {
      failed = true;
    }
    std::vector<row> theirs;
    std::string how = ", delimiter " + pg::quote_literal(delimiter) + ", quote " +
                      pg::quote_literal(quote) + ", escape " +
                      pg::quote_literal(std::string(1, settings.escape)) + ", null " +
                      pg::quote_literal(settings.null);
    const std::string why = copied_by_server(at.connection, text, how, theirs);
    CAPTURE(text);
    CAPTURE(how);
    CAPTURE(why);
    const bool we_refuse = failed || ours.bad > 0;
    if (!soup) REQUIRE(!we_refuse);
    if (!we_refuse && why.empty()) {
      REQUIRE(ours.rows == theirs);
      ++same;
    }
    // What we take and they don't: blank lines, and line ends that change.
    if (!we_refuse && !why.empty()) {
      const bool known = why.find("carriage return") != std::string::npos ||
                         why.find("newline") != std::string::npos ||
                         why.find("missing data") != std::string::npos;
      REQUIRE(known);
    }
    if (we_refuse && !why.empty()) ++refused_by_both;
  }
  CHECK(same > 1500);
  CHECK(refused_by_both > 50);
}

std::string json_text(dice& random, int depth);

std::string json_string(dice& random) {
  std::string out = "\"";
  for (std::size_t i = random.below(5); i > 0; --i) {
    out += random.pick(std::vector<std::string>{"a", "ä", "😀", "\\n", "\\\"", "\\\\", "\\u00e4",
                                                "\\ud83d\\ude00", "{", "[", "]", "}", ",", "\\/"});
  }
  return out + "\"";
}

std::string json_text(dice& random, int depth) {
  switch (random.below(depth > 0 ? 8 : 6)) {
    case 0:
      return random.pick(std::vector<std::string>{"null", "true", "false"});
    case 1:
      return random.pick(std::vector<std::string>{"0", "-1.50", "1e300", "12345678901234567890123",
                                                  "0.1000", "-0", "2E+2"});
    case 6: {
      std::string out = "[";
      for (std::size_t i = random.below(4); i > 0; --i)
        out += json_text(random, depth - 1) + (i > 1 ? " ," : "");
      return out + "]";
    }
    case 7: {
      std::string out = "{ ";
      for (std::size_t i = random.below(4); i > 0; --i) {
        out += json_string(random) + ": " + json_text(random, depth - 1) + (i > 1 ? ",\n" : "");
      }
      return out + "}";
    }
    default:
      return json_string(random);
  }
}

TEST_CASE("json: random arrays and lines come out as PostgreSQL has them") {
  test::loading at("select");
  dice random(7);
  for (int round = 0; round < 1500; ++round) {
    const bool lines = round % 2 == 1;
    std::vector<std::string> objects;
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
      std::string object = "{";
      for (const char* key : {"a", "b", "c"}) {
        if (random.below(6) == 0) continue;
        if (object.size() > 1) object += lines ? ", " : ",\n\t";
        object += concat("\"", key, "\" : ", json_text(random, 3));
      }
      object += "}";
      if (lines) object = replace_all(object, "\n", " ");
      objects.push_back(object);
    }
    load_declaration declaration;
    declaration.fields = {"a", "b", "c"};
    declaration.source_place = {"it", 1, 1};
    const std::string array = concat("[", join(objects, " ,\n"), "\n]");
    std::string text = join(objects, "\n");
    if (!lines) {
      text = array;
      if (random.below(2) == 0) {
        declaration.pointer = "/x~1y/1";
        text =
            concat("{\"o\": [", json_text(random, 2), "], \"x/y\": [", json_text(random, 2), ", ",
                   array, ", ", json_text(random, 1), "], \"z\": ", json_text(random, 2), "} \n");
      }
    }
    CAPTURE(text);
    collecting ours;
    const auto read = [&](std::string_view part) {
      collecting into;
      if (lines) {
        ndjson_reader reader(declaration, "it", into);
        feed(reader, part, random);
      } else {
        json_reader reader(declaration, "it", into);
        feed(reader, part, random);
      }
      return into;
    };
    try {
      ours = read(text);
    } catch (const error& failed) {
      // A field that never came.
      REQUIRE(failed.code == "LOAD.COLUMNS");
      continue;
    }
    REQUIRE(ours.bad == 0);
    const pg::result theirs = at.connection.query(
        "select e->>'a', e->>'b', e->>'c' from json_array_elements($1::json) with ordinality x(e, "
        "n) "
        "order by n",
        {array});
    REQUIRE(static_cast<int>(ours.rows.size()) == theirs.rows());
    for (int i = 0; i < theirs.rows(); ++i) {
      for (int column = 0; column < 3; ++column) {
        const auto& value =
            ours.rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(column)];
        REQUIRE(value.has_value() == !theirs.is_null(i, column));
        if (value) REQUIRE(*value == theirs.text(i, column));
      }
    }
    // Cut anywhere it is no document any more.
    const std::string whole(trim(text));
    const std::string cut = whole.substr(0, 1 + random.below(whole.size() - 1));
    if (!lines) {
      CHECK(test::thrown_by([&] { read(cut); }).code == "LOAD.TRUNCATED");
    } else if (cut.back() != '}' && cut.back() != '\n') {
      CHECK(test::thrown_by([&] { read(cut); }).code == "LOAD.TRUNCATED");
    }
  }
}

}  // namespace
}  // namespace sluice::data

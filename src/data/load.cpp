#include "data/load.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "data/bad_rows.hpp"
#include "data/copy.hpp"
#include "data/csv.hpp"
#include "data/decompress.hpp"
#include "data/json.hpp"
#include "data/load_history.hpp"
#include "data/load_plan.hpp"
#include "data/load_target.hpp"
#include "data/source.hpp"
#include "data/staged_rows.hpp"
#include "data/transcode.hpp"
#include "pg/quote.hpp"

namespace sluice::data {
namespace {

using clock = std::chrono::steady_clock;

// How dates, intervals and bytes are written, in what is kept of a table's rows too: not as the
// role or the database have it.
constexpr std::string_view settings =
    "set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; "
    "set local bytea_output = 'hex'; set local extra_float_digits = 1; "
    "set local client_encoding = 'UTF8'; set local standard_conforming_strings = on";

class loading : public record_sink {
 public:
  loading(pg::connection& connection, const load_declaration& declaration, const std::string& batch,
          bad_rows& bad)
      : connection_(connection),
        declaration_(declaration),
        batch_(batch),
        bad_(bad),
        target_(read_target(connection, declaration)) {
    id_ = begin_load(connection, declaration, target_, batch);
  }

  void begin(const std::vector<std::string>& names) override {
    plan_ = plan_load(declaration_, target_, names, batch_);
    if (declaration_.mode == load_mode::replace) {
      remove_all();
    } else if (declaration_.mode == load_mode::upsert && plan_.keeps_keys) {
      // Between what is kept of a row and its update nobody may change it.
      connection_.execute(concat("lock table ", target_.quoted(), " in share row exclusive mode"));
    }
    if (plan_.staged) create_staging(connection_, plan_);
    copy_.emplace(connection_, copying(), bad_);
  }

  void record(std::uint64_t line, const std::vector<field>& fields) override {
    for (const copied_column& column : plan_.copied) {
      if (!column.field) {
        copy_->text(column.constant);
      } else if (const field& one = fields[*column.field]; one.null) {
        copy_->null();
      } else if (column.array && declaration_.format != load_format::csv &&
                 one.text.starts_with('[')) {
        copy_->text(postgres_array(one.text));
      } else {
        copy_->text(one.text);
      }
    }
    if (plan_.staged) {
      copy_->text(std::to_string(++number_));
      copy_->text(std::to_string(line));
    }
    copy_->end_row(line);
  }

  void damaged(std::uint64_t line, const std::string& why, std::string_view text) override {
    bad_.add({.line = line, .reason = why}, std::string(text));
    if (bad_.failing()) bad_.fail();
  }

  std::uint64_t rows() const { return copy_ ? copy_->rows() : 0; }

  void finish(load_outcome& out) {
    if (!copy_) {  // a source without rows that names no fields
      if (declaration_.mode == load_mode::replace) remove_all();
      out.removed = removed_;
      out.rejected = bad_.count();
      end_load(connection_, id_, out, {.kept = kept_});
      return;
    }
    copy_->finish();
    load_facts facts{.key = plan_.keeps_keys ? plan_.key : std::vector<std::string>(),
                     .kept = kept_,
                     .transactions = copy_->transactions()};
    out.rows = copy_->rows();
    out.inserted = out.rows;
    out.removed = removed_;
    if (plan_.staged) {
      moved_rows moved = move_staged(connection_, declaration_, target_, plan_, id_, bad_);
      if (declaration_.mode == load_mode::upsert) facts.kept = plan_.loaded_columns();
      facts.transactions = std::move(moved.transactions);
      out.inserted = moved.inserted;
      out.updated = moved.updated;
      out.rows = moved.inserted + moved.updated;
      connection_.execute(concat("drop table ", staging_table()));
    }
    out.rejected = bad_.count();
    end_load(connection_, id_, out, facts);
  }

 private:
  copy_settings copying() const {
    copy_settings out{.relation = plan_.staged ? "sluice_load_staging" : target_.table,
                      .by_blocks = bad_.allowed() > 0 || (!plan_.staged && target_.checks_at_end),
                      .load_id = id_};
    std::vector<std::string> quoted;
    for (const copied_column& column : plan_.copied) {
      out.columns.push_back(column.name);
      quoted.push_back(pg::quote_identifier(column.name));
    }
    if (plan_.staged) {
      quoted.emplace_back("sluice_row");
      quoted.emplace_back("sluice_line");
    }
    out.sql = concat("copy ", plan_.staged ? staging_table() : target_.quoted(), " (",
                     join(quoted, ", "), ") from stdin");
    return out;
  }

  void remove_all() {
    if (!target_.pulled_along.empty()) {
      throw error(failure::config, "LOAD.PULLED_ALONG",
                  concat("replacing the rows of ", target_.display(),
                         " would remove or change rows of ", join(target_.pulled_along, ", ")))
          .at(declaration_.table_place)
          .because(
              "their foreign keys say ON DELETE CASCADE, SET NULL or SET DEFAULT, and what "
              "goes that way does not come back")
          .advise("mode = \"upsert\" leaves the rows in place");
    }
    connection_.execute(concat("lock table ", target_.quoted(), " in share row exclusive mode"));
    if (declaration_.undoable) {
      std::vector<std::string> texts;
      for (const target_column& column : target_.columns) {
        if (column.generated) continue;
        kept_.push_back(column.name);
        texts.push_back(concat("t.", pg::quote_identifier(column.name), "::text"));
      }
      connection_.execute(
          concat("insert into sluice.load_rows (load_id, old, old_transaction) select ",
                 std::to_string(id_), ", array[", join(texts, ", "),
                 "]::text[], t.xmin::text from ", target_.quoted(), " t"));
    }
    removed_ = static_cast<std::uint64_t>(
        connection_
            .execute(concat("with gone as (delete from ", target_.quoted(),
                            " returning 1) select count(*) from gone"))
            .at(0)
            .integer(0, 0));
  }

  pg::connection& connection_;
  const load_declaration& declaration_;
  const std::string& batch_;
  bad_rows& bad_;
  load_target target_;
  std::int64_t id_ = 0;
  load_plan plan_;
  std::optional<copy_stream> copy_;
  std::uint64_t number_ = 0;
  std::uint64_t removed_ = 0;
  std::vector<std::string> kept_;  // of the rows that were removed
};

// Says how far it is, some ten times a second, and ends where the flag says so.
class meter {
 public:
  meter(const source& from, const loading& into, const load_options& options,
        load_observer& observer)
      : from_(from), into_(into), options_(options), observer_(observer) {}

  void take(std::string_view bytes) {
    bytes_ += bytes.size();
    hash_.update(bytes);
    if (options_.interrupt != nullptr && options_.interrupt->load()) {
      throw error(failure::interrupted, "PG.INTERRUPTED", "interrupted; nothing was loaded");
    }
    const auto now = clock::now();
    if (now - said_ < std::chrono::milliseconds(100)) return;
    said_ = now;
    say();
  }
  void say() {
    observer_.progress(
        {.bytes = bytes_, .total_bytes = from_.size(), .rows = into_.rows(), .elapsed = elapsed()});
  }
  std::uint64_t bytes() const { return bytes_; }
  std::string sha256() { return hash_.hex(); }
  std::chrono::milliseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begun_);
  }

 private:
  const source& from_;
  const loading& into_;
  const load_options& options_;
  load_observer& observer_;
  sha256_stream hash_;
  std::uint64_t bytes_ = 0;
  clock::time_point begun_ = clock::now();
  clock::time_point said_ = begun_;
};

std::unique_ptr<record_reader> make_reader(const load_declaration& declaration,
                                           const std::string& name, record_sink& sink) {
  if (declaration.format == load_format::json) {
    return std::make_unique<json_reader>(declaration, name, sink);
  }
  if (declaration.format == load_format::ndjson) {
    return std::make_unique<ndjson_reader>(declaration, name, sink);
  }
  return std::make_unique<csv_reader>(declaration.csv, name, declaration.fields, sink);
}

}  // namespace

std::optional<std::chrono::seconds> load_progress::left() const {
  if (!total_bytes || bytes == 0 || bytes > *total_bytes) return std::nullopt;
  const double part = static_cast<double>(bytes) / static_cast<double>(*total_bytes);
  const double whole = static_cast<double>(elapsed.count()) / part;
  return std::chrono::seconds(
      static_cast<std::int64_t>((whole - static_cast<double>(elapsed.count())) / 1000 + 0.5));
}

load_outcome run_load(pg::connection& connection, const load_declaration& declaration,
                      const std::string& batch, const load_options& options,
                      load_observer& observer) {
  if (connection.transaction() != pg::transaction_state::open) {
    throw error(failure::general, "INTERNAL", "a load needs an open transaction");
  }
  const std::unique_ptr<source> from =
      open_source(declaration.source, {.beside = declaration.file.parent_path(),
                                       .project = options.project,
                                       .named_at = declaration.source_place,
                                       .aws = options.aws,
                                       .interrupt = options.interrupt});
  connection.execute(settings);
  bad_rows bad(from->name(), options, observer);
  loading into(connection, declaration, batch, bad);
  meter measured(*from, into, options, observer);
  const auto reader = make_reader(declaration, from->name(), into);
  transcoder text(declaration.encoding, from->name(),
                  [&](std::string_view bytes) { reader->feed(bytes); });
  decompressor unpacked(from->name(), [&](std::string_view bytes) { text.feed(bytes); });
  from->read([&](std::string_view bytes) {
    measured.take(bytes);
    unpacked.feed(bytes);
  });
  unpacked.finish();
  text.finish();
  reader->finish();
  load_outcome out{.bytes = measured.bytes(),
                   .source = declaration.source.find("://") == std::string::npos
                                 ? declaration.source
                                 : from->name(),
                   .etag = from->etag(),
                   .sha256 = measured.sha256()};
  into.finish(out);
  measured.say();
  out.elapsed = measured.elapsed();
  return out;
}

}  // namespace sluice::data

#include "project/words_alone.hpp"

#include "base/text.hpp"

namespace sluice::project {

void remark_on_words_alone(pg::connection& database, const char* code,
                           const std::function<void(const diagnostic&)>& say) {
  const pg::result row = database.query(
      "select current_setting('transaction_read_only') = 'on', pg_is_in_recovery(), "
      "has_database_privilege(current_database(), 'TEMPORARY')");
  const bool is_read_only = row.boolean(0, 0);
  if (!is_read_only && row.boolean(0, 2)) return;
  diagnostic out;
  out.level = severity::note;
  out.code = code;
  out.message = concat(
      "views, defaults and conditions were compared by their words: ",
      row.boolean(0, 1) ? "a standby makes no temporary views to read them with"
      : is_read_only    ? "the session is read-only and makes no temporary views to read them with"
                        : "the role may make no temporary views to read them with");
  out.hint = is_read_only ? "at the primary they are compared as PostgreSQL reads them"
                          : "GRANT TEMPORARY ON DATABASE … TO the role: then they are compared as "
                            "PostgreSQL reads them";
  say(out);
}

}  // namespace sluice::project

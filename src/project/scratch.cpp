#include "project/scratch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

constexpr std::string_view prefix = "sluice_verify_";

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// What runs that were killed have left behind. A name begins with the second in which it was made:
// a database that nobody is in may be another run's, that is about to go in.
void drop_leftovers(pg::connection& server) {
  constexpr std::int64_t longest_run = 3600;
  const pg::result left =
      server.query(concat("select datname from pg_database d where datname ~ '^", prefix,
                          "[0-9]{1,12}_' and split_part(datname, '_', 3)::bigint < $1::bigint "
                          "and not exists (select from pg_stat_activity a where a.datid = d.oid)"),
                   {std::to_string(now() - longest_run)});
  for (int row = 0; row < left.rows(); ++row) {
    server.attempt(concat("drop database ", pg::quote_identifier(left.text(row, 0))));
  }
}

// Extensions may be there, and what belongs to them.
constexpr const char* content = R"(
select format('%I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and not exists (select from pg_depend where objid = c.oid and deptype = 'e')
union all
select format('%I.%I', nspname, typname) from pg_type t join pg_namespace n on n.oid = typnamespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' and typtype in ('d', 'e')
    and not exists (select from pg_depend where objid = t.oid and deptype = 'e')
union all
select format('%I.%I', nspname, proname) from pg_proc p join pg_namespace n on n.oid = pronamespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
order by 1)";

constexpr const char* empty_it = R"(
do $$ declare one text; begin
  for one in select quote_ident(nspname) from pg_namespace n
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
        and not exists (select from pg_depend where objid = n.oid and deptype = 'e')
        and not exists (select from pg_extension where extnamespace = n.oid) loop
    execute 'drop schema ' || one || ' cascade';
  end loop;
  for one in select format('%s public.%I', case relkind when 'v' then 'view' when 'm' then 'materialized view'
        when 'S' then 'sequence' else 'table' end, relname)
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'S')
        and not exists (select from pg_depend where objid = c.oid and deptype in ('e', 'i', 'a')) loop
    execute 'drop ' || replace(one, ' public', ' if exists public') || ' cascade';
  end loop;
  for one in select format('public.%I', typname) from pg_type t where typnamespace = 'public'::regnamespace and typtype = 'e'
        and not exists (select from pg_depend where objid = t.oid and deptype = 'e') loop
    execute 'drop type ' || one || ' cascade';
  end loop;
end $$)";

}  // namespace

scratch::scratch(const pg::connection_target& target, scratch_kind kind,
                 std::vector<std::string> roles)
    : server_(target), kind_(kind), roles_(std::move(roles)) {
  pg::connection_target own = target;
  if (kind == scratch_kind::new_database) {
    pg::connection server(target);
    drop_leftovers(server);
    // Process numbers repeat from one container to the next.
    name_ = concat(prefix, std::to_string(now()), "_", std::to_string(::getpid()), "_",
                   snapshot::new_id().substr(0, 8));
    server.execute(concat("create database ", pg::quote_identifier(name_)));
    own.set("dbname", name_);
  }
  connection_ = std::make_unique<pg::connection>(own);
  connection_->execute("set client_min_messages = error");
  if (kind == scratch_kind::given) {
    const pg::result found = connection_->query(content);
    if (found.rows() > 0) {
      throw error(failure::config, "VERIFY.NOT_EMPTY", "the scratch database is not empty")
          .because(concat("it has ", std::to_string(found.rows()), " objects; the first is ",
                          found.text(0, 0), ". Everything in it would be dropped"))
          .advise("give --scratch-url a database made for it");
    }
  }
  roles_of_others_ = existing_roles();
}

scratch::~scratch() {
  try {
    if (kind_ == scratch_kind::given) {
      clear();
      return;
    }
    connection_ = std::make_unique<pg::connection>(server_);
    connection_->attempt(concat("drop database if exists ", pg::quote_identifier(name_)));
    drop_roles();
  } catch (const error&) {  // the next run drops what is left
    return;
  }
}

void scratch::clear() {
  if (connection_->transaction() != pg::transaction_state::idle) connection_->attempt("rollback");
  connection_->execute(empty_it);
  drop_roles();
}

void scratch::drop_roles() {
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  for (const std::string& one : existing_roles()) {
    if (!has(roles_, one) || has(roles_of_others_, one)) continue;
    connection_->attempt(concat("drop role ", pg::quote_identifier(one)));
  }
}

bool scratch::is_about_role_of_others(std::string_view statement) const {
  const bool is_about_role = statement.starts_with("CREATE ROLE ") ||
                             statement.starts_with("ALTER ROLE ") ||
                             statement.starts_with("DROP ROLE ");
  return is_about_role &&
         std::any_of(roles_of_others_.begin(), roles_of_others_.end(), [&](const std::string& one) {
           return statement.find(concat("ROLE \"", one, "\"")) != std::string_view::npos;
         });
}

std::vector<std::string> scratch::existing_roles() {
  const pg::result found = connection_->query("select rolname from pg_roles");
  std::vector<std::string> out;
  out.reserve(static_cast<std::size_t>(found.rows()));
  for (int row = 0; row < found.rows(); ++row) out.emplace_back(found.text(row, 0));
  return out;
}

}  // namespace sluice::project

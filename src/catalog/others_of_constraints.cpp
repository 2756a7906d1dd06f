// Constraints of kinds that Drizzle has no word for, and what the others have besides.
#include "base/text.hpp"
#include "catalog/family.hpp"
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

std::string properties(int version) {
  const std::string columns_set = since(version, 15, "k.confdelsetcols is not null", "false");
  const std::string temporal = since(version, 18, "k.conperiod", "false");
  const std::string unenforced = since(version, 18, "not k.conenforced", "false");
  return concat(R"sql(
select p.kind, r.nspname, r.relname, k.conname, pg_get_constraintdef(k.oid)
  from pg_constraint k join relations r on r.oid = k.conrelid
  left join pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u')
  cross join lateral (values
    ('exclusion constraint', k.contype = 'x'),
    ('deferrable constraint', k.condeferrable and k.contype <> 't'),
    ('unvalidated constraint', not k.convalidated),
    ('constraint without inheritance', k.contype = 'c' and k.connoinherit),
    ('match full', k.confmatchtype = 'f'),
    ('included columns', i.indnatts > i.indnkeyatts),
    ('columns set by a foreign key', )sql",
                columns_set, R"sql(),
    ('temporal constraint', )sql",
                temporal, R"sql(),
    ('unenforced constraint', )sql",
                unenforced, R"sql(),
    (case k.contype when 'p' then 'primary key' when 'u' then 'unique constraint' when 'f' then 'foreign key' else 'check constraint' end,
      not r.is_said and k.contype in ('p', 'u', 'f', 'c') and k.conislocal),
    ('constraint of kind ' || k.contype::text, k.contype not in ('p', 'u', 'f', 'c', 'x', 'n', 't'))) p (kind, holds)
  where p.holds and k.contype <> 'n' and k.conparentid = 0 and (k.contype not in ('p', 'u', 'f', 'c') or k.condeferrable or not k.convalidated
    or k.connoinherit or k.confmatchtype = 'f' or i.indnatts > i.indnkeyatts or not r.is_said or )sql",
                columns_set, " or ", temporal, " or ", unenforced, ")");
}

}  // namespace

std::vector<std::string> others_of_constraints(int server_version) {
  return {properties(server_version)};
}

}  // namespace sluice::catalog

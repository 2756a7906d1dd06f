// Which of the new things are old ones renamed: what the answers and notes say, and what is still
// open.
#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

std::string dotted(const entity_name& name) {
  std::string out;
  for (const std::string* part : {&name.schema, &name.table, &name.name}) {
    if (part->empty()) continue;
    if (!out.empty()) out += '.';
    out += *part;
  }
  return out;
}

std::string key(const entity_name& name) {
  return concat(name.schema, "\x1f", name.table, "\x1f", name.name);
}

using places = std::unordered_map<std::string, std::size_t>;

places places_of(const std::vector<entity_name>& names) {
  places out;
  for (std::size_t i = 0; i < names.size(); ++i) out.emplace(key(names[i]), i);
  return out;
}

std::size_t find(const places& in, const entity_name& name) {
  const auto found = in.find(key(name));
  return found == in.end() ? no_partner : found->second;
}

bool is_created(const answers& given, entity kind, const entity_name& name) {
  return std::any_of(given.created.begin(), given.created.end(),
                     [&](const auto& one) { return one.first == kind && one.second == name; });
}

error unmatched(const rename& one) {
  return error(failure::config, "DIFF.RENAME_UNMATCHED",
               concat("Nothing called ", dotted(one.from), " went away that could now be called ",
                      dotted(one.to), "."))
      .advise("Name something that the new schema no longer has, or say that it is created.");
}

// The renames of one kind that hold, both ways.
class renames_said {
 public:
  renames_said(const comparison& all, entity kind, const std::vector<entity_name>& before,
               const std::vector<entity_name>& after)
      : all_(all),
        kind_(kind),
        before_(places_of(before)),
        after_(places_of(after)),
        was_(after.size(), no_partner),
        is_(before.size(), no_partner) {
    for (const entity_name& one : before) same_after_.push_back(find(after_, one));
    for (const entity_name& one : after) same_before_.push_back(find(before_, one));
    take_answers();
    take_notes();
  }

  std::vector<std::size_t> take() { return std::move(was_); }

 private:
  struct pair {
    std::size_t from;
    std::size_t to;
  };

  void set(const pair& one) {
    was_[one.to] = one.from;
    is_[one.from] = one.to;
  }
  void unset(const pair& one) {
    was_[one.to] = no_partner;
    is_[one.from] = no_partner;
  }

  // What has the old name now is another thing, or nothing has it.
  bool is_gone(std::size_t from, const entity_name& name) const {
    const std::size_t same = same_after_[from];
    return same == no_partner || was_[same] != no_partner || is_created(all_.given, kind_, name);
  }

  void take_answers() {
    std::vector<std::pair<pair, const rename*>> taken;
    for (const rename& one : all_.given.renames) {
      if (one.kind != kind_) continue;
      const pair now{old_place(one.from), find(after_, one.to)};
      if (now.to == no_partner || was_[now.to] != no_partner) continue;
      if (now.from == no_partner) {
        if (same_before_[now.to] == no_partner) throw unmatched(one);
        continue;
      }
      if (now.from == same_before_[now.to] || is_[now.from] != no_partner) continue;
      set(now);
      taken.emplace_back(now, &one);
    }
    // One that does not hold may have made another one hold.
    for (bool changed = true; changed;) {
      changed = false;
      for (auto one = taken.begin(); one != taken.end(); ++one) {
        if (is_gone(one->first.from, one->second->from)) continue;
        if (same_before_[one->first.to] == no_partner) throw unmatched(*one->second);
        unset(one->first);
        taken.erase(one);
        changed = true;
        break;
      }
    }
  }

  // A note counts where its new name is new: where nothing had it, or what had it was renamed.
  void take_notes() {
    std::vector<const noted_rename*> open;
    for (const noted_rename& one : all_.given.notes) {
      if (one.what.kind == kind_) open.push_back(&one);
    }
    std::vector<std::pair<pair, const noted_rename*>> taken;
    for (bool changed = true; changed;) {
      changed = false;
      for (auto one = open.begin(); one != open.end(); ++one) {
        const pair now{old_place((*one)->what.from), find(after_, (*one)->what.to)};
        if (now.from == no_partner || now.to == no_partner || !is_new(now.to) ||
            was_[now.to] != no_partner || is_[now.from] != no_partner ||
            is_created(all_.given, kind_, (*one)->what.to)) {
          continue;
        }
        set(now);
        taken.emplace_back(now, *one);
        open.erase(one);
        changed = true;
        break;
      }
    }
    for (const auto& [now, one] : taken) {
      if (!is_gone(now.from, one->what.from)) throw unmatched(one->what).at(one->where);
    }
  }
  bool is_new(std::size_t to) const {
    return same_before_[to] == no_partner || is_[same_before_[to]] != no_partner;
  }
  // The name of the schema as it is, or as it was.
  std::size_t old_place(entity_name name) const {
    const std::size_t found = find(before_, name);
    if (found != no_partner) return found;
    name.schema = all_.schema_now(name.schema);
    return find(before_, name);
  }

  const comparison& all_;
  entity kind_;
  places before_;
  places after_;
  std::vector<std::size_t> was_;          // of each new one
  std::vector<std::size_t> is_;           // of each old one
  std::vector<std::size_t> same_after_;   // of each old one, the new one of that name
  std::vector<std::size_t> same_before_;  // and the other way round
};

}  // namespace

bool is_said(const answers& given, entity kind) {
  return std::any_of(given.renames.begin(), given.renames.end(),
                     [&](const rename& one) { return one.kind == kind; }) ||
         std::any_of(given.notes.begin(), given.notes.end(),
                     [&](const noted_rename& one) { return one.what.kind == kind; });
}

std::vector<std::size_t> said(const comparison& all, entity kind,
                              const std::vector<entity_name>& before,
                              const std::vector<entity_name>& after) {
  return renames_said(all, kind, before, after).take();
}

void ask(comparison& all, entity kind, const std::vector<entity_name>& created,
         const std::vector<entity_name>& deleted) {
  if (all.given.refuse_all || deleted.empty()) return;
  for (const entity_name& one : created) {
    if (!is_created(all.given, kind, one)) all.questions.push_back({kind, one, deleted});
  }
}

}  // namespace sluice::diff

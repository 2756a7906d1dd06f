#include "codegen/typescript/plural.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/text.hpp"

namespace sluice::codegen::typescript {

namespace {

using string_map = std::unordered_map<std::string, std::string>;

// What a word ends in. Letters stand for themselves, [abc] for one of them, [^abc] for any other
// character, < for the beginning of a word within the text, ^ for that of the text, # for a
// character that is no part of a word, ! for one that is not ASCII, | between alternatives.
struct rule {
  std::string_view stems;    // these stay
  std::string_view endings;  // these go
  std::string_view instead;
};

// The later ones first.
constexpr rule plural_rules[] = {
    {"", "s|", "s"},
    {"!", "", ""},
    {"[^aeiou]ese", "", ""},
    {"ax|test", "is", "es"},
    {"alias|[^aou]us|t[lm]as|gas|ris", "", "es"},
    {"e[mn]u", "s|", "s"},
    {"[^l]ias|[aeiou]las|[ejzr]as|[iu]am", "", ""},
    {"alumn|syllab|vir|radi|nucle|fung|cact|stimul|termin|bacill|foc|uter|loc|strat", "us|i", "i"},
    {"alumn|alg|vertebr", "a|ae", "ae"},
    {"seraph|cherub", "im|", "im"},
    {"her|at|gr", "o", "oes"},
    {"agend|addend|millenni|dat|extrem|bacteri|desiderat|strat|candelabr|errat|ov|symposi|curricul|"
     "automat|quor",
     "a|um", "a"},
    {"apheli|hyperbat|periheli|asyndet|noumen|phenomen|criteri|organ|prolegomen|hedr|automat",
     "a|on", "a"},
    {"", "sis", "ses"},
    {"kni|wi|li", "fe", "ves"},
    {"ar|l|ea|eo|oa|hoo", "f", "ves"},
    {"[^aeiouy]|qu", "y", "ies"},
    {"[^ch][ieo][ln]", "ey", "ies"},
    {"x|ch|ss|sh|zz", "", "es"},
    {"matr|cod|mur|sil|vert|ind|append", "ix|ex", "ices"},
    {"<titm|<m|<l", "ice|ouse", "ice"},
    {"pe", "rson|ople", "ople"},
    {"child", "ren|", "ren"},
    {"eaux", "", ""},
    {"", "man|men", "men"},
    {"", "^thou", "you"},
};

constexpr rule singular_rules[] = {
    {"", "s", ""},
    {"ss", "", ""},
    {"wi|kni|afterli|halfli|highli|lowli|midli|nonli|nightli|#li|^li", "ves", "fe"},
    {"ar|wol|al|el|eo|ea|oo|oa", "ves", "f"},
    {"", "ies", "y"},
    {"<p|<l|<zomb|<t|<neckt|<crosst|<coll|<faer|<food|<gen|<goon|<group|<lass|<talk|<goal|<cut",
     "ies", "ie"},
    {"<mon|<smil", "ies", "ey"},
    {"<titm|<m|<l", "ice", "ouse"},
    {"seraph|cherub", "im", ""},
    {"x|ch|ss|sh|zz|tto|go|cho|alias|[^aou]us|t[lm]as|gas|hero|ato|gro|[aeiou]ris", "es|", ""},
    {"analy|diagno|parenthe|progno|synop|the|empha|cri|ne", "sis|ses", "sis"},
    {"movie|twelve|abuse|e[mn]u", "s", ""},
    {"test", "is|es", "is"},
    {"alumn|syllab|vir|radi|nucle|fung|cact|stimul|termin|bacill|foc|uter|loc|strat", "us|i", "us"},
    {"agend|addend|millenni|dat|extrem|bacteri|desiderat|strat|candelabr|errat|ov|symposi|curricul|"
     "quor",
     "a", "um"},
    {"apheli|hyperbat|periheli|asyndet|noumen|phenomen|criteri|organ|prolegomen|hedr|automat", "a",
     "on"},
    {"alumn|alg|vertebr", "ae", "a"},
    {"cod|mur|sil|vert|ind", "ices", "ex"},
    {"matr|append", "ices", "ix"},
    {"pe", "rson|ople", "rson"},
    {"child", "ren", ""},
    {"eau", "x|", ""},
    {"", "men", "man"},
};

// Words that end so are one and many.
constexpr std::string_view unchanged_endings =
    "pokemon|pok\u00e9mon|pok\u00c9mon|[^aeiou]ese|deer|fish|measles|ois|ous|pox|sheep";

constexpr std::string_view unchanged_words =
    "adulthood|advice|agenda|aid|aircraft|alcohol|ammo|analytics|anime|athletics|audio|bison|blood|"
    "bream|buffalo|butter|carp|cash|chassis|chess|clothing|cod|commerce|cooperation|corps|debris|"
    "diabetes|digestion|elk|energy|equipment|excretion|expertise|firmware|flounder|fun|gallows|"
    "garbage|graffiti|hardware|headquarters|health|herpes|highjinks|homework|housework|information|"
    "jeans|justice|kudos|labour|literature|machinery|mackerel|mail|media|mews|moose|music|mud|"
    "manga|"
    "news|only|personnel|pike|plankton|pliers|police|pollution|premises|rain|research|rice|salmon|"
    "scissors|series|sewage|shambles|shrimp|software|species|staff|swine|tennis|traffic|"
    "transportation|trout|tuna|wealth|welfare|whiting|wildebeest|wildlife|you";

constexpr std::string_view irregular_words =
    "i we|me us|he they|she they|them them|myself ourselves|yourself yourselves|itself themselves|"
    "herself themselves|himself themselves|themself themselves|is are|was were|has have|this these|"
    "that those|echo echoes|dingo dingoes|volcano volcanoes|tornado tornadoes|torpedo torpedoes|"
    "genus genera|viscus viscera|stigma stigmata|stoma stomata|dogma dogmata|lemma lemmata|"
    "schema schemata|anathema anathemata|ox oxen|axe axes|die dice|yes yeses|foot feet|eave eaves|"
    "goose geese|tooth teeth|quiz quizzes|human humans|proof proofs|carve carves|valve valves|"
    "looey looies|thief thieves|groove grooves|pickaxe pickaxes|passerby passersby";

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// How many bytes at the end of `word` (in lower case) match; -1 for none.
int match_one(std::string_view word, std::string_view pattern) {
  std::size_t left = word.size();
  for (std::size_t at = pattern.size(); at > 0;) {
    const char sign = pattern[--at];
    if (sign == '^') {
      if (left != 0) return -1;
    } else if (sign == '<') {
      const bool begins = left < word.size() && is_word_character(word[left]);
      if ((left != 0 && is_word_character(word[left - 1])) == begins) return -1;
    } else {
      if (left == 0) return -1;
      bool fits = false;
      const char c = word[--left];
      if (sign == '#') {
        fits = !is_word_character(c);
      } else if (sign == '!') {
        fits = static_cast<unsigned char>(c) >= 0x80;
      } else if (sign == ']') {
        const std::size_t open = pattern.rfind('[', at);
        std::string_view set = pattern.substr(open + 1, at - open - 1);
        const bool is_other = set.front() == '^';
        if (is_other) set.remove_prefix(1);
        fits = (set.find(c) != std::string_view::npos) != is_other;
        at = open;
      } else {
        fits = c == sign;
      }
      if (!fits) return -1;
    }
  }
  return static_cast<int>(word.size() - left);
}

// Where a match by the rule begins, and its stem's size.
struct match {
  std::size_t at = std::string_view::npos;
  std::size_t stem = 0;
};

match match_rule(std::string_view word, const rule& one) {
  match best;
  for (const std::string_view ending : split(one.endings, "|")) {
    const int size = match_one(word, ending);
    if (size < 0) continue;
    const std::string_view before = word.substr(0, word.size() - static_cast<std::size_t>(size));
    for (const std::string_view stem : split(one.stems, "|")) {
      // The sign before "li" is not part of the word, but it stays too.
      const int length = match_one(before, stem);
      if (length < 0) continue;
      const std::size_t at = before.size() - static_cast<std::size_t>(length);
      if (best.at == std::string_view::npos || at < best.at) best = {at, before.size() - at};
    }
  }
  return best;
}

// `form` in the case of `word`.
std::string in_case(std::string_view word, const std::string& form) {
  if (word == form) return form;
  if (word == to_lower(word)) return to_lower(form);
  if (word == to_upper(word)) return to_upper(form);
  if (word.substr(0, 1) == to_upper(word.substr(0, 1))) {
    return concat(to_upper(std::string_view(form).substr(0, 1)),
                  to_lower(std::string_view(form).substr(std::min<std::size_t>(1, form.size()))));
  }
  return to_lower(form);
}

template <std::size_t Count>
std::string inflected(std::string_view word, const std::string& token, const rule (&rules)[Count]) {
  for (std::size_t i = Count; i > 0; i--) {
    const rule& one = rules[i - 1];
    const match found = match_rule(token, one);
    if (found.at == std::string_view::npos) continue;
    const std::string_view matched = word.substr(found.at);
    const std::string form = concat(matched.substr(0, found.stem), one.instead);
    // Where nothing is matched but the end, the last letter says the case.
    const std::string_view like = matched.empty() ? word.substr(word.size() - 1) : matched;
    return concat(word.substr(0, found.at), in_case(like, form));
  }
  return std::string(word);
}

struct vocabulary {
  string_map plurals, singulars;  // of the irregular
  std::unordered_set<std::string> unchanged;

  vocabulary() {
    for (const std::string_view pair : split(irregular_words, "|")) {
      const std::size_t space = pair.find(' ');
      const std::string one(pair.substr(0, space));
      const std::string many(pair.substr(space + 1));
      plurals[one] = many;
      singulars[many] = one;
    }
    for (const std::string_view word : split(unchanged_words, "|")) unchanged.emplace(word);
  }

  bool is_unchanged(const std::string& token) const {
    if (token.empty() || unchanged.contains(token)) return true;
    for (const std::string_view ending : split(unchanged_endings, "|")) {
      if (match_one(token, ending) >= 0) return true;
    }
    return false;
  }
};

template <std::size_t Count>
std::string replaced(std::string_view word, string_map vocabulary::* from,
                     string_map vocabulary::* to, const rule (&rules)[Count]) {
  static const vocabulary words;
  const std::string token = to_lower(word);
  if ((words.*to).contains(token)) return in_case(word, token);
  const auto irregular = (words.*from).find(token);
  if (irregular != (words.*from).end()) return in_case(word, irregular->second);
  if (words.is_unchanged(token)) return std::string(word);
  return inflected(word, token, rules);
}

}  // namespace

std::string plural(std::string_view word) {
  return replaced(word, &vocabulary::plurals, &vocabulary::singulars, plural_rules);
}

std::string singular(std::string_view word) {
  return replaced(word, &vocabulary::singulars, &vocabulary::plurals, singular_rules);
}

}  // namespace sluice::codegen::typescript

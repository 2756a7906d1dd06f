#include "data/pattern.hpp"

#include <vector>

namespace sluice::data {

namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view digits = "0123456789";
constexpr std::string_view word_signs = "abcdefghijklmnopqrstuvwxyz0123456789";

// Reads and writes at once; a branch that is not taken is read without writing.
class writer {
 public:
  writer(std::string_view pattern, dice& roll) : pattern_(pattern), roll_(roll) {}

  std::string run() {
    alternatives(true);
    return std::move(out_);
  }

 private:
  bool more() const { return at_ < pattern_.size(); }
  char sign() const { return pattern_[at_]; }

  // Whole alternatives are read first, to know how many there are.
  void alternatives(bool writes) {
    const std::size_t begin = at_;
    std::size_t count = 1;
    for (sequence(false); more() && sign() == '|'; sequence(false)) {
      ++at_;
      ++count;
    }
    const std::size_t end = at_;
    if (writes) {
      const std::size_t chosen = roll_.below(count);
      at_ = begin;
      for (std::size_t i = 0; i <= chosen; ++i) {
        sequence(i == chosen);
        if (i < chosen) ++at_;
      }
    }
    at_ = end;
  }

  void sequence(bool writes) {
    while (more() && sign() != '|' && sign() != ')') piece(writes);
  }

  void piece(bool writes) {
    const std::size_t begin = at_;
    atom(false);
    const std::size_t behind = at_;
    std::int64_t least = 1;
    std::int64_t most = 1;
    repetition(least, most);
    const std::size_t end = at_;
    if (writes) {
      for (std::int64_t left = roll_.between(least, most); left > 0; --left) {
        at_ = begin;
        atom(true);
      }
    }
    at_ = behind > end ? behind : end;
  }

  void repetition(std::int64_t& least, std::int64_t& most) {
    constexpr std::int64_t usual = 6;
    if (!more()) return;
    if (sign() == '?') {
      least = 0;
      ++at_;
    } else if (sign() == '*') {
      least = 0;
      most = usual;
      ++at_;
    } else if (sign() == '+') {
      most = usual;
      ++at_;
    } else if (sign() == '{') {
      ++at_;
      least = number();
      most = least;
      if (more() && sign() == ',') {
        ++at_;
        most = more() && sign() == '}' ? least + usual : number();
      }
      if (more()) ++at_;
    } else {
      return;
    }
    if (more() && sign() == '?') ++at_;
    if (most < least) most = least;
  }

  std::int64_t number() {
    std::int64_t out = 0;
    while (more() && sign() >= '0' && sign() <= '9') out = out * 10 + (pattern_[at_++] - '0');
    return out;
  }

  void put(std::string_view choice, bool writes) {
    if (writes && !choice.empty()) out_ += choice[roll_.below(choice.size())];
  }

  void atom(bool writes) {
    const char first = pattern_[at_++];
    switch (first) {
      case '^':
      case '$':
        return;
      case '.':
        return put(word_signs, writes);
      case '(':
        if (pattern_.substr(at_).starts_with("?:")) at_ += 2;
        alternatives(writes);
        if (more()) ++at_;
        return;
      case '[':
        return put(set(), writes);
      case '\\':
        if (more()) put(escaped(), writes);
        return;
      default:
        if (writes) out_ += first;
        return;
    }
  }

  std::string escaped() {
    const char sign = pattern_[at_++];
    if (sign == 'd') return std::string(digits);
    if (sign == 'w') return std::string(word_signs);
    if (sign == 's') return " ";
    if (sign == 'S' || sign == 'D') return std::string(letters);
    if (sign == 'W') return "-";
    if (std::string_view("mMyAZ").find(sign) != std::string_view::npos) return "";
    return std::string(1, sign);
  }

  std::string set() {
    const bool negated = more() && sign() == '^';
    if (negated) ++at_;
    std::string out;
    for (bool first = true; more() && (first || sign() != ']'); first = false) {
      if (pattern_.substr(at_).starts_with("[:")) {
        const std::size_t end = pattern_.find(":]", at_);
        const std::string_view name = pattern_.substr(at_ + 2, end - at_ - 2);
        out += name == "digit" ? digits : name == "space" ? " " : letters;
        at_ = end == std::string_view::npos ? pattern_.size() : end + 2;
        continue;
      }
      if (sign() == '\\') {
        ++at_;
        if (more()) out += escaped();
        continue;
      }
      const char from = pattern_[at_++];
      if (at_ + 1 < pattern_.size() && sign() == '-' && pattern_[at_ + 1] != ']') {
        const char to = pattern_[at_ + 1];
        at_ += 2;
        for (int each = from; each <= to; ++each) out += static_cast<char>(each);
      } else {
        out += from;
      }
    }
    if (more()) ++at_;
    if (!negated) return out;
    std::string others;
    for (const char each : word_signs) {
      if (out.find(each) == std::string::npos) others += each;
    }
    return others;
  }

  std::string_view pattern_;
  dice& roll_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string text_matching(std::string_view pattern, dice& roll) {
  return writer(pattern, roll).run();
}

}  // namespace sluice::data

// Native functions for the loader: resolving, compiling, and what an import can end in.
#include <algorithm>

#include "base/text.hpp"
#include "script/columns.hpp"
#include "script/host.hpp"
#include "script/stack.hpp"
#include "script/strip.hpp"

namespace sluice::script {
namespace {

bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '$';
}

// Whether import or export may stand in a CommonJS-looking file: a cheap look before a parse.
bool may_have_module_syntax(std::string_view source) {
  for (const std::string_view keyword : {"import", "export"}) {
    for (std::size_t at = source.find(keyword); at != std::string_view::npos;
         at = source.find(keyword, at + keyword.size())) {
      const char after = at + keyword.size() < source.size() ? source[at + keyword.size()] : ' ';
      if (is_word(after)) continue;
      std::size_t before = at;
      while (before > 0 && (source[before - 1] == ' ' || source[before - 1] == '\t')) --before;
      const char previous = before == 0 ? '\n' : source[before - 1];
      const bool starts = previous == '\n' || previous == ';' || previous == '}' || previous == '/';
      const bool calls = keyword == "import" && (after == '(' || after == '.') &&
                         (at == 0 || (!is_word(source[at - 1]) && source[at - 1] != '.'));
      if (starts || calls) return true;
    }
  }
  return false;
}

bool is_plain_javascript(std::string_view file, std::string_view source) {
  return (file.ends_with(".js") || file.ends_with(".cjs")) && !may_have_module_syntax(source);
}

}  // namespace

std::string host::source_of(const std::string& file) {
  std::string source = disk_.read(file);
  if (source.starts_with("\xEF\xBB\xBF")) source.replace(0, 3, "   ");
  if (source.starts_with("#!")) source.replace(0, 2, "//");
  return source;
}

std::string host::code_of(const std::string& source, const std::string& file) {
  if (is_plain_javascript(file, source)) return source;
  return strip(source, file, resolver_.stripping_of(file, options_.working_directory));
}

int host::told_column(const place& compiled) {
  if (compiled.column < 1 || compiled.line < 1) return compiled.column;
  try {
    const std::string source = source_of(compiled.file);
    const std::string code = code_of(source, compiled.file);
    const auto line_of = [&](const std::string& text) {
      const auto lines = split(text, "\n");
      const auto index = static_cast<std::size_t>(compiled.line) - 1;
      return std::string(index < lines.size() ? lines[index] : std::string_view());
    };
    return original_column(line_of(source), line_of(code), compiled.column);
  } catch (const error&) {
    return compiled.column;  // no file to look into, or none that can be stripped
  }
}

place host::told(place compiled) {
  compiled.column = told_column(compiled);
  compiled.file = display(compiled.file);
  return compiled;
}

int host::loop_after(const place& seen) {
  if (seen.line < 1) return 0;
  try {
    const std::string file = join_path(options_.working_directory.string(), seen.file);
    return script::loop_after(source_of(file), file, {seen.line, seen.column});
  } catch (const error&) {
    return 0;
  }
}

value host::compile(arguments given) {
  const std::string file = permitted(argument(given, 0));
  try {
    std::string code(module_opening);
    code += code_of(source_of(file), file);
    code += module_ending;
    return machine_.compile(code, file);
  } catch (error& failed) {
    if (failed.where.file == file) failed.where.file = display(file);
    throw;
  }
}

value host::json(arguments given) {
  const std::string file = permitted(argument(given, 0));
  return machine_.parse_json(disk_.read(file), file);
}

place host::import_of(const std::string& specifier, const std::string& importer) {
  place where = machine_.caller();
  if (where.line == 0 || where.file != display(importer)) return where;
  // The statement's first line is known: the specifier stands there or soon after.
  constexpr int near = 200;
  const std::string source = disk_.read(importer);
  const std::vector<std::string_view> lines = split(source, "\n");
  for (int line = where.line; line < where.line + near; ++line) {
    if (static_cast<std::size_t>(line) > lines.size()) break;
    const std::string_view text = lines[static_cast<std::size_t>(line) - 1];
    for (const std::string_view quote : {"'", "\"", "`"}) {
      const std::size_t column = text.find(concat(quote, specifier, quote));
      if (column != std::string_view::npos) {
        return {where.file, line, static_cast<int>(column) + 1};
      }
    }
  }
  return where;
}

value host::resolve(arguments given) {
  const std::string specifier = argument(given, 0);
  const std::string importer = argument(given, 1);
  try {
    const resolution found = resolver_.resolve(specifier, importer);
    return machine_.string(static_cast<char>(found.what) + found.name);
  } catch (error& failed) {
    if (failed.where.file.empty()) failed.where = import_of(specifier, importer);
    throw;
  }
}

value host::fail(arguments given) {
  throw error(failure::config, argument(given, 0), argument(given, 1))
      .because(argument(given, 3))
      .advise(argument(given, 2));
}

value host::fail_import(arguments given) {
  const std::string specifier = argument(given, 0);
  throw error(failure::config, "SCRIPT.IMPORT", argument(given, 2))
      .at(import_of(specifier, argument(given, 1)))
      .because("no tsconfig path, node_modules folder or workspace has it")
      .advise(concat("install \"", specifier, "\""));
}

value host::note_stand_in(arguments given) {
  const std::string specifier = argument(given, 0);
  const std::string reason = argument(given, 2);
  const place importer = import_of(specifier, argument(given, 1));
  if (options_.strict_imports) {
    throw error(
        failure::config, "SCRIPT.IMPORT",
        concat("cannot ", reason.empty() ? "find" : "load", " the package \"", specifier, "\""))
        .at(importer)
        .because(reason.empty() ? "no tsconfig path, node_modules folder or workspace has it"
                                : reason)
        .advise(concat(reason.empty() ? "install it, or " : "", "leave out --strict-imports"));
  }
  const auto same = [&](const stand_in& known) {
    return known.package == specifier && known.importer == importer.text();
  };
  if (std::none_of(stand_ins_.begin(), stand_ins_.end(), same)) {
    stand_ins_.push_back({specifier, importer.text(), reason});
  }
  return machine_.string(importer.text());
}

}  // namespace sluice::script

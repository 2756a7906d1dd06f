// A command is a name, a sentence and a function; one file each, command_NAME.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "cli/console.hpp"

namespace sluice::cli {

// What a command runs in.
struct context {
  console& terminal;
  std::vector<std::string> arguments;  // behind the command's name
  diagnostics remarks;  // what was said so far: goes into the JSON document of an error
};

struct command {
  std::string_view name;
  std::string_view summary;
  int (*run)(context&);  // gives the exit code; throws sluice::error
};

std::span<const command> commands();

int run_aws(context& in);
int run_baseline(context& in);
int run_check(context& in);
int run_data(context& in);
int run_db(context& in);
int run_diff(context& in);
int run_drift(context& in);
int run_export(context& in);
int run_fresh(context& in);
int run_generate(context& in);
int run_doctor(context& in);
int run_drop(context& in);
int run_help(context& in);
int run_migrate(context& in);
int run_repair(context& in);
int run_protect(context& in);
int run_pull(context& in);
int run_push(context& in);
int run_reset(context& in);
int run_rollback(context& in);
int run_seed(context& in);
int run_service(context& in);
int run_status(context& in);
int run_trash(context& in);
int run_up(context& in);
int run_verify(context& in);
int run_version(context& in);

}  // namespace sluice::cli

// sluice aws
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/browser.hpp"
#include "cli/command_group.hpp"
#include "cli/common_flags.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cloud/moment.hpp"
#include "project/aws.hpp"

namespace sluice::cli {

namespace {

struct aws_flags {
  common_flags common;
  project::aws_request request;
  std::optional<std::string> timeout;
  bool no_browser = false;
  bool use_device_code = false;
  bool force = false;
  bool check = false;
};

void declare_who(flag_set& flags, aws_flags& into) {
  flags.heading("Who, and where");
  flags.text("--profile", "NAME", into.request.profile, "the AWS profile (AWS_PROFILE, default)");
  flags.text("--region", "NAME", into.request.region, "the AWS region (AWS_REGION, the profile's)");
  flags.text("--bucket", "NAME", into.request.bucket,
             "the bucket that has to be readable (data-sources.json)");
}

// "in 7 h 59 min"
std::string how_long(std::time_t moment) {
  constexpr long minute = 60;
  constexpr long hour = 60 * minute;
  const long left = static_cast<long>(moment - std::time(nullptr));
  if (left <= 0) return "now";
  if (left < minute) return fmt::format("in {} s", left);
  if (left < hour) return fmt::format("in {} min", left / minute);
  return fmt::format("in {} h {} min", left / hour, left % hour / minute);
}

// "2026-11-20 21:05, in 7 h 59 min": in this machine's time.
std::string when(std::time_t moment) {
  std::array<char, 32> text{};
  std::tm parts{};
  ::localtime_r(&moment, &parts);
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
  return fmt::format("{}, {}", text.data(), how_long(moment));
}

std::string kind_of(const project::aws_identity& now) {
  if (now.kind) return cloud::name_of(*now.kind);
  return now.session ? "sso" : "";
}

void text_or_null(json_writer& out, const char* name, const std::optional<std::string>& value) {
  out.key(name);
  if (value && !value->empty()) {
    out.string(*value);
  } else {
    out.null();
  }
}

void time_or_null(json_writer& out, const char* name, const std::optional<std::time_t>& value) {
  text_or_null(out, name, value ? std::optional(cloud::utc_text(*value)) : std::nullopt);
}

std::string document(const std::string& status, const project::aws_identity& now,
                     const std::optional<project::aws_access>& access) {
  json_writer out;
  out.begin_object().member("schemaVersion", 1).member("status", status);
  out.member("profile", now.profile);
  text_or_null(out, "kind", kind_of(now));
  text_or_null(out, "region", now.region);
  out.key("session");
  if (now.session) {
    const cloud::sso_settings& sso = now.session->sso;
    out.begin_object();
    text_or_null(out, "name", sso.session);
    out.member("startUrl", sso.start_url).member("region", sso.region);
    text_or_null(out, "accountId", sso.account);
    text_or_null(out, "roleName", sso.role);
    out.member("valid", now.session->is_valid);
    time_or_null(out, "expiresAt", now.session->expires);
    out.end_object();
  } else {
    out.null();
  }
  out.key("bucket");
  if (now.bucket) {
    out.begin_object().member("name", now.bucket->name).member("from", now.bucket->origin);
    text_or_null(out, "region", access ? access->bucket_region : now.bucket->region);
    out.key("readable");
    if (access) {
      out.boolean(true);
    } else {
      out.null();
    }
    out.end_object();
  } else {
    out.null();
  }
  out.key("credentials");
  if (access) {
    out.begin_object().member("from", access->origin);
    time_or_null(out, "expiresAt", access->expires);
    out.end_object();
  } else {
    out.null();
  }
  out.end_object();
  return out.take() + "\n";
}

void good(const console& terminal, const std::string& line) {
  terminal.say(fmt::format("{} {}", terminal.err().green("✓"), line));
}

std::string session_name(const cloud::sso_settings& sso) {
  return sso.session.empty() ? sso.start_url : fmt::format("{} ({})", sso.session, sso.start_url);
}

// What a person has to do stands there even with --quiet and --json: without it nobody signs in.
void show_step(const console& terminal, const cloud::sign_in_step& step, bool opens) {
  const bool is_opened = opens && open_browser(step.url);
  terminal.complain(is_opened ? "your browser opens; if it doesn't, open" : "open in a browser");
  terminal.complain(fmt::format("  {}", terminal.err().link(step.url)));
  if (!step.code.empty()) {
    terminal.complain(
        fmt::format("and confirm that the code is {}", terminal.err().bold(step.code)));
  }
}

void sign_in(context& in, const aws_flags& given, project::aws_identity& now) {
  const cloud::sso_settings& sso = now.session->sso;
  const bool was_there = now.session->expires.has_value();
  if (in.terminal.chosen().no_input || is_set("CI")) {
    throw error(
        failure::needs_input, "CLOUD.SIGN_IN",
        fmt::format("nobody is signed in to {}, and nobody can be asked", session_name(sso)))
        .because(given.common.look.no_input ? "--no-input was given" : "CI is set")
        .advise(
            "sluice aws auth, at a terminal; a build gets its credentials from its surroundings: "
            "AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE, or AWS_ACCESS_KEY_ID");
  }
  in.terminal.say(given.force ? fmt::format("signing in to {} again", session_name(sso))
                  : was_there ? fmt::format("the session has expired of {}", session_name(sso))
                              : fmt::format("nobody is signed in to {}", session_name(sso)));
  const bool opens = !given.no_browser && has_browser();
  cloud::sign_in_request request;
  request.use_device_code = given.use_device_code || !opens;
  if (given.timeout) request.timeout = read_duration("--timeout", *given.timeout);
  request.show = [&](const cloud::sign_in_step& step) { show_step(in.terminal, step, opens); };
  const cloud::sso_token token = cloud::sign_in(*now.from, sso, request);
  now.session->expires = token.expires;
  now.session->is_valid = true;
}

// Profiles that could have been meant, where none is set up.
error with_profiles(error none, const project::aws_identity& now) {
  const auto known = project::profiles_with_sso(*now.from);
  if (none.code != "CLOUD.NO_CREDENTIALS" || known.empty() || now.session) return none;
  none.hint = fmt::format("profiles that sign in: {}; sluice aws auth --profile {}",
                          join(known, ", "), known.front());
  return none;
}

void tell_session(const console& terminal, const project::aws_identity& now) {
  if (!now.session || !now.session->expires) return;
  good(terminal, fmt::format("signed in to {} until {}", session_name(now.session->sso),
                             when(*now.session->expires)));
}

void tell_access(const console& terminal, const project::aws_identity& now,
                 const project::aws_access& access) {
  good(terminal, access.expires ? fmt::format("credentials: {}, until {}", access.origin,
                                              when(*access.expires))
                                : fmt::format("credentials: {}", access.origin));
  if (now.bucket) {
    good(terminal, fmt::format("s3://{} can be read ({}, named by {})", now.bucket->name,
                               access.bucket_region.value_or(""), now.bucket->origin));
    return;
  }
  terminal.say(fmt::format("{} no bucket to try: --bucket, or \"bucket\" in data-sources.json",
                           terminal.err().dim("·")));
}

int auth(context& in) {
  aws_flags given;
  flag_set flags("aws auth",
                 "Check the AWS session, sign in where it has expired, say when it ends, and try "
                 "to read the project's bucket.",
                 {"sluice aws auth", "sluice aws auth --profile staging --bucket my-data"});
  declare_who(flags, given);
  flags.heading("Signing in");
  flags.toggle("--no-browser", given.no_browser, "print the address, open nothing");
  flags.toggle("--use-device-code", given.use_device_code,
               "a code to confirm in any browser, even of another machine");
  flags.text("--timeout", "TIME", given.timeout, "how long to wait for a person (10min)");
  flags.typed("--force", given.force, "sign in even if the session is valid");
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  given.request.where = given.common.where;
  given.request.interrupted = &listen_for_interruption();

  project::aws_identity now = project::identify_aws(given.request);
  if (now.session) {
    if (!given.force) project::refresh_session(now);
    if (given.force || !now.session->is_valid) sign_in(in, given, now);
    tell_session(in.terminal, now);
  }
  try {
    const project::aws_access access = project::verify_aws(now);
    tell_access(in.terminal, now, access);
    if (in.terminal.chosen().json) in.terminal.data(document("valid", now, access));
  } catch (const error& refused) {
    throw with_profiles(refused, now);
  }
  return 0;
}

// What signs in, for whoever typed a profile and who did not.
std::string auth_command(const project::aws_identity& now) {
  return now.from->profile_is_typed() ? fmt::format("sluice aws auth --profile {}", now.profile)
                                      : std::string("sluice aws auth");
}

void tell_status(const console& terminal, const project::aws_identity& now) {
  std::string out = fmt::format("profile   {}\n", now.profile);
  const std::string kind = kind_of(now);
  out += fmt::format("from      {}\n", kind.empty() ? "an instance's role, if this is one" : kind);
  if (now.region) out += fmt::format("region    {}\n", *now.region);
  if (now.session) {
    const std::string next = auth_command(now);
    out += fmt::format("session   {}\n", session_name(now.session->sso));
    if (!now.session->expires) {
      out += fmt::format("          nobody is signed in: {}\n", next);
    } else if (now.session->is_valid) {
      out += fmt::format("          until {}\n", when(*now.session->expires));
    } else {
      out += fmt::format("          expired: {}\n", next);
    }
  }
  if (now.bucket) out += fmt::format("bucket    {} ({})\n", now.bucket->name, now.bucket->origin);
  terminal.data(out);
}

int show_status(context& in) {
  aws_flags given;
  flag_set flags("aws status",
                 "Show who reaches AWS and until when, without asking AWS unless --check is given.",
                 {"sluice aws status", "sluice aws status --check --json"});
  declare_who(flags, given);
  flags.toggle("--check", given.check, "get credentials and try to read the bucket");
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  given.request.where = given.common.where;
  given.request.interrupted = &listen_for_interruption();

  project::aws_identity now = project::identify_aws(given.request);
  std::optional<project::aws_access> access;
  if (given.check) {
    project::refresh_session(now);
    access = project::verify_aws(now);
  }
  const bool is_over = now.session && !now.session->is_valid;
  const std::string status = is_over ? (now.session->expires ? "expired" : "signedOut")
                             : kind_of(now).empty() && !access ? "unknown"
                                                               : "valid";
  if (in.terminal.chosen().json) {
    in.terminal.data(document(status, now, access));
    return 0;
  }
  tell_status(in.terminal, now);
  if (access) tell_access(in.terminal, now, *access);
  return 0;
}

int log_out(context& in) {
  aws_flags given;
  flag_set flags(
      "aws logout",
      "End every AWS SSO session, and remove what was kept of them, also by the AWS CLI.",
      {"sluice aws logout", "sluice aws logout --json"});
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  const project::surroundings at = project::look_around(given.common.where);
  cloud::aws_settings settings = cloud::settings_in(at.environment);
  settings.interrupted = &listen_for_interruption();
  const cloud::signed_out gone = cloud::sign_out(cloud::aws_configuration(std::move(settings)));
  if (in.terminal.chosen().json) {
    json_writer out;
    out.begin_object().member("schemaVersion", 1).member("sessions", gone.sessions);
    out.member("roleCredentials", gone.role_credentials).member("notTold", gone.not_told);
    out.end_object();
    in.terminal.data(out.take() + "\n");
    return 0;
  }
  if (gone.sessions + gone.role_credentials == 0) {
    in.terminal.say("nobody was signed in");
    return 0;
  }
  good(in.terminal,
       fmt::format("{} ended, {} of a role removed",
                   gone.sessions == 1 ? "1 session" : fmt::format("{} sessions", gone.sessions),
                   gone.role_credentials == 1
                       ? "1 set of credentials"
                       : fmt::format("{} sets of credentials", gone.role_credentials)));
  if (gone.not_told > 0) {
    in.terminal.warn(fmt::format(
        "{} AWS could not be told of {}: it ends by itself", in.terminal.err().yellow("!"),
        gone.not_told == 1 ? "1 session" : fmt::format("{} sessions", gone.not_told)));
  }
  in.terminal.say("credentials of a role that were handed out before stay valid until they expire");
  return 0;
}

constexpr std::array aws_commands = {
    command{"auth", "check the session, sign in where it has expired, try the bucket", auth},
    command{"logout", "end the sessions", log_out},
    command{"status", "who reaches AWS, and until when", show_status},
};

}  // namespace

int run_aws(context& in) {
  return run_group(
      in, {.name = "aws",
           .introduction = "Sign in to AWS (IAM Identity Center, \"SSO\") for data that is in S3. "
                           "Profiles are those of\n"
                           "~/.aws, and the sessions are shared with the AWS CLI: docs/aws.md.",
           .commands = aws_commands,
           .examples = "  sluice aws auth\n  sluice aws status --json\n"});
}

}  // namespace sluice::cli

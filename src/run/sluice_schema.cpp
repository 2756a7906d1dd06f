#include "run/sluice_schema.hpp"

#include <string_view>

namespace sluice::run {
namespace {

// "sluice" in ASCII.
constexpr std::string_view schema_lock = "select pg_advisory_xact_lock(126909663503205)";

}  // namespace

void create_sluice_schema(pg::connection& connection) {
  connection.execute(schema_lock);
  // CREATE SCHEMA IF NOT EXISTS asks for the right to create schemas even where it exists.
  const auto found = connection.execute("select from pg_namespace where nspname = 'sluice'");
  if (found.at(0).rows() == 0) connection.execute("create schema sluice");
}

}  // namespace sluice::run

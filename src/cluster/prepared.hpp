// A prepared data directory, made once for each PostgreSQL version and copied for every new
// project: a copy takes a tenth of what initdb takes.
#pragma once

#include <filesystem>

#include "cluster/account.hpp"
#include "cluster/installation.hpp"

namespace sluice::cluster {

// The database that a new data directory has; renaming it costs nothing, making one does.
inline constexpr const char* prepared_database = "sluice_project";

// Makes `data` from the prepared one, which is made first where there is none. `cache` may be
// empty. Gives whether one was there. Throws CLUSTER.INITDB.
bool make_data_directory(const installation& server, const account& owner,
                         const std::filesystem::path& cache, const std::filesystem::path& data);

}  // namespace sluice::cluster

// The identifiers of PostgreSQL's own types that are looked for by identity; they never change
// (src/include/catalog/pg_type.dat of PostgreSQL).
#pragma once

#include "catalog/draft.hpp"

namespace sluice::catalog::type_oid {

inline constexpr oid boolean = 16;
inline constexpr oid int8 = 20;
inline constexpr oid int2 = 21;
inline constexpr oid int4 = 23;
inline constexpr oid json = 114;
inline constexpr oid float4 = 700;
inline constexpr oid float8 = 701;
inline constexpr oid bpchar = 1042;
inline constexpr oid numeric = 1700;
inline constexpr oid anyarray = 2277;
inline constexpr oid anyenum = 3500;
inline constexpr oid jsonb = 3802;

}  // namespace sluice::catalog::type_oid

// The digests of node:crypto.
#pragma once

#include <string>
#include <string_view>

namespace sluice::script {

// The raw bytes; "" for a name that is none of md5, sha1, sha224, sha256, sha384, sha512.
std::string digest(std::string_view algorithm, std::string_view bytes);

}  // namespace sluice::script

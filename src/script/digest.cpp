#include "script/digest.hpp"

// libcrypto's low-level functions: linked statically they are small, the EVP ones would be 4 MB.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <array>
#include <openssl/md5.h>
#include <openssl/sha.h>

namespace sluice::script {
namespace {

template <std::size_t Size, typename Context, typename Update>
std::string run(int (*start)(Context*), Update update, int (*finish)(unsigned char*, Context*),
                std::string_view bytes) {
  Context context;
  std::array<unsigned char, Size> result{};
  start(&context);
  update(&context, bytes.data(), bytes.size());
  finish(result.data(), &context);
  return {result.begin(), result.end()};
}

}  // namespace

std::string digest(std::string_view algorithm, std::string_view bytes) {
  if (algorithm == "md5") return run<MD5_DIGEST_LENGTH>(MD5_Init, MD5_Update, MD5_Final, bytes);
  if (algorithm == "sha1") return run<SHA_DIGEST_LENGTH>(SHA1_Init, SHA1_Update, SHA1_Final, bytes);
  if (algorithm == "sha224") {
    return run<SHA224_DIGEST_LENGTH>(SHA224_Init, SHA224_Update, SHA224_Final, bytes);
  }
  if (algorithm == "sha256") {
    return run<SHA256_DIGEST_LENGTH>(SHA256_Init, SHA256_Update, SHA256_Final, bytes);
  }
  if (algorithm == "sha384") {
    return run<SHA384_DIGEST_LENGTH>(SHA384_Init, SHA384_Update, SHA384_Final, bytes);
  }
  if (algorithm == "sha512") {
    return run<SHA512_DIGEST_LENGTH>(SHA512_Init, SHA512_Update, SHA512_Final, bytes);
  }
  return {};
}

}  // namespace sluice::script

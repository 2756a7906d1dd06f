#include <doctest/doctest.h>
#include <unistd.h>

#include "base/file.hpp"
#include "project/surroundings.hpp"

namespace fs = std::filesystem;
using sluice::project::workspace_root;

namespace {

struct tree {
  fs::path root = fs::temp_directory_path() / ("sluice-root-" + std::to_string(getpid()));
  fs::path deep = root / "packages" / "db";
  tree() { fs::create_directories(deep / "src"); }
  ~tree() { fs::remove_all(root); }
  tree(const tree&) = delete;
  tree& operator=(const tree&) = delete;
  static void write(const fs::path& file, const std::string& text) {
    sluice::write_file_atomically(file, text);
  }
};

}  // namespace

TEST_CASE_FIXTURE(tree, "alone, a folder is its own root") {
  CHECK(workspace_root(deep) == deep);
}

TEST_CASE_FIXTURE(tree, "the uppermost package") {
  write(deep / "package.json", "{}");
  CHECK(workspace_root(deep / "src") == deep);
  write(root / "tsconfig.json", "{}");
  CHECK(workspace_root(deep / "src") == root);
}

TEST_CASE_FIXTURE(tree, "folders that projects share are nobody's root") {
  write(deep / "package.json", "{}");
  write(root / "package.json", "{}");
  fs::permissions(root, fs::perms::all | fs::perms::sticky_bit);
  CHECK(workspace_root(deep / "src") == deep);
}

TEST_CASE_FIXTURE(tree, "a workspace goes before a package") {
  write(deep / "package.json", "{}");
  SUBCASE("npm's") {
    write(root / "package.json", R"({"workspaces": ["packages/*"]})");
    CHECK(workspace_root(deep) == root);
  }
  SUBCASE("pnpm's") {
    write(root / "pnpm-workspace.yaml", "packages: ['packages/*']");
    CHECK(workspace_root(deep) == root);
  }
  SUBCASE("a damaged file is not for us to complain of") {
    write(root / "package.json", "{");
    CHECK(workspace_root(deep) == root);
  }
}

TEST_CASE_FIXTURE(tree, "a repository is the largest") {
  write(deep / "pnpm-workspace.yaml", "");
  fs::create_directories(root / ".git");
  CHECK(workspace_root(deep) == root);
}

// A database, a folder with a declared load and its source, and what comes of them.
#pragma once

#include <doctest/doctest.h>
#include <fstream>
#include <string>
#include <vector>

#include "data/load.hpp"
#include "support/database.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace sluice::test {

struct remembering : data::load_observer {
  void rejected(const data::bad_row& row) override { rows.push_back(row); }
  std::vector<data::bad_row> rows;
};

class loading {
 public:
  explicit loading(const std::string& sql) : connection(database_.connect()) {
    connection.execute(sql);
  }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
  }
  std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  data::load_outcome load(const std::string& toml, const std::string& batch = "one",
                          const data::load_options& options = {}) {
    write("0001_it.load.toml", toml);
    const data::load_declaration declaration = data::read_load(path("0001_it.load.toml"));
    pg::transaction transaction(connection);
    const data::load_outcome out =
        data::run_load(connection, declaration, batch, options, observer);
    transaction.commit();
    return out;
  }
  data::undo_outcome undo(const std::string& batch = "one", bool force = false) {
    const data::load_declaration declaration = data::read_load(path("0001_it.load.toml"));
    pg::transaction transaction(connection);
    const data::undo_outcome out = data::undo_load(connection, declaration, batch, force);
    transaction.commit();
    return out;
  }
  // All of it as one text, rows by |.
  std::string rows(const std::string& sql) {
    const pg::result all = std::move(connection.execute(sql).at(0));
    std::string out;
    for (int row = 0; row < all.rows(); ++row) {
      if (row > 0) out += '|';
      for (int column = 0; column < all.columns(); ++column) {
        if (column > 0) out += ',';
        out += all.is_null(row, column) ? "NULL" : std::string(all.text(row, column));
      }
    }
    return out;
  }

  remembering observer;

 private:
  database database_;
  migrations::temporary_folder folder_;

 public:
  pg::connection connection;
};

}  // namespace sluice::test

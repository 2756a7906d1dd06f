#include "pg/libpq.hpp"

#include <dlfcn.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::pg {
namespace {

error no_libpq(const std::string& why) {
  return error(failure::connect, "PG.NO_LIBPQ",
               "PostgreSQL's client library (libpq.so.5) cannot be loaded")
      .because(why)
      .advise(
          "install it: apt install libpq5 (Debian, Ubuntu), dnf install libpq (Fedora), "
          "brew install libpq (macOS)");
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
  void* symbol = ::dlsym(library, name);
  if (symbol == nullptr) {
    throw no_libpq(concat("it has no function ", name,
                          ": PostgreSQL 14's library or a later one is "
                          "needed"));
  }
  function = reinterpret_cast<Function>(symbol);
}

libpq load() {
  void* library = nullptr;
  for (const char* name : {"libpq.so.5", "libpq.so", "libpq.5.dylib"}) {
    library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) break;
  }
  if (library == nullptr) {
    const char* why = ::dlerror();
    throw no_libpq(why != nullptr ? why : "");
  }
  libpq table{};
  find(library, "PQconnectdbParams", table.connect);
  find(library, "PQconnectStartParams", table.connect_start);
  find(library, "PQconnectPoll", table.connect_poll);
  find(library, "PQsetErrorVerbosity", table.set_error_verbosity);
  find(library, "PQfinish", table.finish);
  find(library, "PQstatus", table.status);
  find(library, "PQerrorMessage", table.error_message);
  find(library, "PQsocket", table.socket);
  find(library, "PQbackendPID", table.backend_pid);
  find(library, "PQserverVersion", table.server_version);
  find(library, "PQparameterStatus", table.parameter_status);
  find(library, "PQsslInUse", table.tls_in_use);
  find(library, "PQsslAttribute", table.tls_attribute);
  find(library, "PQtransactionStatus", table.transaction_status);
  find(library, "PQlibVersion", table.library_version);
  find(library, "PQsetnonblocking", table.set_nonblocking);
  find(library, "PQsetNoticeReceiver", table.set_notice_receiver);
  find(library, "PQsendQuery", table.send_query);
  find(library, "PQsendQueryParams", table.send_query_params);
  find(library, "PQflush", table.flush);
  find(library, "PQconsumeInput", table.consume_input);
  find(library, "PQisBusy", table.is_busy);
  find(library, "PQgetResult", table.get_result);
  find(library, "PQenterPipelineMode", table.enter_pipeline);
  find(library, "PQexitPipelineMode", table.exit_pipeline);
  find(library, "PQpipelineSync", table.pipeline_sync);
  find(library, "PQputCopyData", table.put_copy_data);
  find(library, "PQputCopyEnd", table.put_copy_end);
  find(library, "PQgetCopyData", table.get_copy_data);
  find(library, "PQfreemem", table.free_memory);
  find(library, "PQgetCancel", table.get_cancel);
  find(library, "PQcancel", table.cancel);
  find(library, "PQfreeCancel", table.free_cancel);
  find(library, "PQresultStatus", table.result_status);
  find(library, "PQresultErrorField", table.error_field);
  find(library, "PQresultErrorMessage", table.result_error_message);
  find(library, "PQcmdStatus", table.command_status);
  find(library, "PQntuples", table.rows);
  find(library, "PQnfields", table.columns);
  find(library, "PQfname", table.column_name);
  find(library, "PQftype", table.column_type);
  find(library, "PQgetisnull", table.is_null);
  find(library, "PQgetvalue", table.value);
  find(library, "PQgetlength", table.length);
  find(library, "PQclear", table.clear);
  return table;
}

}  // namespace

const libpq& api() {
  static const libpq table = load();
  return table;
}

}  // namespace sluice::pg

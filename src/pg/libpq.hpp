// libpq's functions, from the library that is loaded at first use: linking it costs every command 4
// ms of start-up, and most commands have no database.
#pragma once

#include <libpq-fe.h>

namespace sluice::pg {

struct libpq {
  decltype(&::PQconnectdbParams) connect;
  decltype(&::PQconnectStartParams) connect_start;
  decltype(&::PQconnectPoll) connect_poll;
  decltype(&::PQsetErrorVerbosity) set_error_verbosity;
  decltype(&::PQfinish) finish;
  decltype(&::PQstatus) status;
  decltype(&::PQerrorMessage) error_message;
  decltype(&::PQsocket) socket;
  decltype(&::PQbackendPID) backend_pid;
  decltype(&::PQserverVersion) server_version;
  decltype(&::PQparameterStatus) parameter_status;
  decltype(&::PQsslInUse) tls_in_use;
  decltype(&::PQsslAttribute) tls_attribute;
  decltype(&::PQtransactionStatus) transaction_status;
  decltype(&::PQlibVersion) library_version;
  decltype(&::PQsetnonblocking) set_nonblocking;
  decltype(&::PQsetNoticeReceiver) set_notice_receiver;
  decltype(&::PQsendQuery) send_query;
  decltype(&::PQsendQueryParams) send_query_params;
  decltype(&::PQflush) flush;
  decltype(&::PQconsumeInput) consume_input;
  decltype(&::PQisBusy) is_busy;
  decltype(&::PQgetResult) get_result;
  decltype(&::PQenterPipelineMode) enter_pipeline;
  decltype(&::PQexitPipelineMode) exit_pipeline;
  decltype(&::PQpipelineSync) pipeline_sync;
  decltype(&::PQputCopyData) put_copy_data;
  decltype(&::PQputCopyEnd) put_copy_end;
  decltype(&::PQgetCopyData) get_copy_data;
  decltype(&::PQfreemem) free_memory;
  decltype(&::PQgetCancel) get_cancel;
  decltype(&::PQcancel) cancel;
  decltype(&::PQfreeCancel) free_cancel;
  decltype(&::PQresultStatus) result_status;
  decltype(&::PQresultErrorField) error_field;
  decltype(&::PQresultErrorMessage) result_error_message;
  decltype(&::PQcmdStatus) command_status;
  decltype(&::PQntuples) rows;
  decltype(&::PQnfields) columns;
  decltype(&::PQfname) column_name;
  decltype(&::PQftype) column_type;
  decltype(&::PQgetisnull) is_null;
  decltype(&::PQgetvalue) value;
  decltype(&::PQgetlength) length;
  decltype(&::PQclear) clear;
};

// Throws PG.NO_LIBPQ (failure::connect) where the system has no libpq.
const libpq& api();

}  // namespace sluice::pg

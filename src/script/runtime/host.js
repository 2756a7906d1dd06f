// The native functions (host.cpp), taken off the global object before any other code runs.
export const host = globalThis.__host;
delete globalThis.__host;

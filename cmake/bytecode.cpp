// Build tool: compiles one JavaScript file to QuickJS bytecode. usage: bytecode IN.js NAME OUT
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" {
#include <quickjs.h>
}

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: sluice_bytecode IN.js NAME OUT\n";
    return 64;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string source((std::istreambuf_iterator<char>(in)), {});
  const std::string name = std::string("sluice:") + argv[2];

  JSRuntime* runtime = JS_NewRuntime();
  // Line numbers stay, for our own bug reports; the source text goes.
  JS_SetStripInfo(runtime, JS_STRIP_SOURCE);
  JSContext* context = JS_NewContext(runtime);
  JSValue function = JS_Eval(context, source.c_str(), source.size(), name.c_str(),
                             JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY);
  if (JS_IsException(function)) {
    JSValue exception = JS_GetException(context);
    const char* text = JS_ToCString(context, exception);
    std::cerr << argv[1] << ": " << (text != nullptr ? text : "?") << '\n';
    return 1;
  }
  size_t length = 0;
  uint8_t* bytes = JS_WriteObject(context, &length, function, JS_WRITE_OBJ_BYTECODE);
  std::ofstream out(argv[3], std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(length));
  js_free(context, bytes);
  JS_FreeValue(context, function);
  JS_FreeContext(context);
  JS_FreeRuntime(runtime);
  return bytes != nullptr && out.flush() ? 0 : 1;
}

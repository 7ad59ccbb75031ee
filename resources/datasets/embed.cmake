# Writes OUTPUT, a C++ source that holds each of TABLES as bytes.
set(arrays "")
set(rows "")
foreach(table IN LISTS TABLES)
  get_filename_component(name ${table} NAME)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  file(READ ${table} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char ${identifier}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(${identifier}), sizeof ${identifier}}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"core/datasets/embedded.h\"

#include <utility>

namespace lossarium {
namespace {
${arrays}}  // namespace

std::string_view embeddedTable(std::string_view name) {
  const std::pair<std::string_view, std::string_view> tables[] = {
${rows}  };
  for (const auto& [known, bytes] : tables)
    if (known == name) return bytes;
  return {};
}

}  // namespace lossarium
")

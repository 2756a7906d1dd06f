#include "cloud/xml.hpp"

#include <doctest/doctest.h>

namespace sluice::cloud {

TEST_CASE("an element's text is found wherever it stands, and decoded") {
  const std::string document =
      "<?xml version=\"1.0\"?>\n<Result xmlns=\"http://s3.amazonaws.com/doc\"><Keys>no</Keys>"
      "<Key>a&amp;b &lt;&#60;&#x3C;&gt; &quot;&apos; &#233;&#x1F600; &unknown; & done</Key>"
      "<Empty/><Also></Also></Result>";
  CHECK(xml_text(document, "Key") == "a&b <<<> \"' \xc3\xa9\xf0\x9f\x98\x80 &unknown; & done");
  CHECK(xml_text(document, "Keys") == "no");
  CHECK(xml_text(document, "Empty").empty());
  CHECK(xml_text(document, "Also").empty());
  CHECK(xml_text(document, "Missing").empty());
  CHECK(xml_text("<Code>cut off", "Code").empty());
  CHECK(xml_text("", "Code").empty());
}

TEST_CASE("all elements of a name come in their order") {
  const auto all = xml_elements("<L><C><K>1</K></C><C/><C a=\"b\"><K>2</K></C></L>", "C");
  REQUIRE(all.size() == 3);
  CHECK(all[0] == "<K>1</K>");
  CHECK(all[1].empty());
  CHECK(all[2] == "<K>2</K>");
}

}  // namespace sluice::cloud

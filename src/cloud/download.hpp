// Whatever stands behind s3://, http:// and https://, read in one go.
#pragma once

#include <string>
#include <string_view>

#include "cloud/remote_object.hpp"
#include "cloud/settings.hpp"

namespace sluice::cloud {

// Whether it is a URL of one of these schemes.
bool is_remote(std::string_view url);

// What it is, without reading it. Facts that a server does not tell are missing.
remote_facts look_at(const std::string& url, const aws_settings& settings);

// All of it to the sink, with constant memory; a broken download goes on where it was.
remote_facts download(const std::string& url, const aws_settings& settings, const body_sink& sink,
                      const facts_sink& begin = {});

}  // namespace sluice::cloud

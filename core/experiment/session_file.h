// Experiments as JSON: the files the program reads and writes. Non-finite numbers are the texts "nan", "inf",
// "-inf".
#pragma once

#include "core/experiment/descent_setup.h"
#include "core/experiment/experiment.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lossarium {

/// One --set: a dotted key and JSON or else plain text.
using Override = std::pair<std::string, std::string>;

/// Reads a session's text. `source` is what messages call it; relative CSV paths are taken from `directory`.
/// Each override is applied to every experiment before anything is checked; later ones win. Throws Error for
/// anything unknown, doubled, of a wrong kind or out of range, and for an objective: that is no experiment on
/// data.
std::vector<Experiment> parseSession(std::string_view text, const std::string& source,
                                     const std::filesystem::path& directory,
                                     const std::vector<Override>& overrides = {});
std::vector<Experiment> readSession(const std::filesystem::path& file,
                                    const std::vector<Override>& overrides = {});
/// Checks every experiment of a session, those with an objective, too. Throws Error.
void checkSession(std::string_view text, const std::string& source, const std::filesystem::path& directory);
/// The session's first experiment if it has an objective in the place of data set, model and loss; empty if
/// it has not. An override that picks an objective takes these out, one that picks a data set the objective.
/// Throws Error.
std::optional<DescentSetup> parseDescent(std::string_view text, const std::string& source,
                                         const std::vector<Override>& overrides = {});
/// All of a session's experiments, if the first one has an objective; empty if it has not. Throws Error for
/// one that has none among others that have.
std::vector<DescentSetup> parseDescents(std::string_view text, const std::string& source);
std::vector<DescentSetup> readDescents(const std::filesystem::path& file);
/// Of no file; empty if no override sets an objective.
std::optional<DescentSetup> descentFrom(const std::vector<Override>& overrides);
/// The opening experiment with overrides.
Experiment experimentFrom(const std::vector<Override>& overrides);

/// CSV paths inside `directory` are written relative to it.
std::string toJson(const std::vector<Experiment>& experiments, const std::filesystem::path& directory = {});
std::string toJson(const std::vector<DescentSetup>& descents);
/// Atomic: the file holds either what it held or all of the new text.
void writeSession(const std::filesystem::path& file, const std::vector<Experiment>& experiments);
void writeSession(const std::filesystem::path& file, const std::vector<DescentSetup>& descents);
/// Writes bytes to a neighbouring temporary file and renames it; throws Error that names the file.
void writeAtomically(const std::filesystem::path& file, std::string_view bytes);

}  // namespace lossarium

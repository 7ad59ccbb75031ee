// surface: the loss over a grid in a plane of weights, as a file.
#include "core/landscape/surface.h"

#include "app/cli/commands.h"
#include "app/cli/experiment_options.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "core/experiment/strict_json.h"
#include "core/landscape/framing.h"

#include <CLI/CLI.hpp>

#include <bit>
#include <chrono>
#include <iostream>
#include <memory>

namespace lossarium::cli {
namespace {

struct Options {
  ExperimentOptions experiment;
  std::string plane, grid, out;
};

Json sliceJson(const Model& model, const Slice& slice) {
  return Json{{"origin", blocksJson(model, slice.origin)},
              {"u", blocksJson(model, slice.u)},
              {"v", blocksJson(model, slice.v)}};
}

std::string asJson(const Problem& problem, const Surface& surface) {
  Json values = Json::array();
  for (Index j = 0; j < surface.values.rows(); ++j) values.push_back(jsonList(surface.values.row(j)));
  const Slice& slice = surface.slice;
  return textOf(Json{{"axes", Json{{"a", jsonList(surface.a)}, {"b", jsonList(surface.b)}}},
                     {"values", std::move(values)},
                     {"slice", sliceJson(*problem.model, slice)},
                     {"labels", Json{{"a", slice.aLabel}, {"b", slice.bLabel}}},
                     {"how", slice.how}}) +
         "\n";
}

std::string asCsv(const Surface& surface) {
  std::string text = "a,b,loss\n";
  for (Index j = 0; j < surface.b.size(); ++j)
    for (Index i = 0; i < surface.a.size(); ++i)
      text += toText(surface.a[i]) + "," + toText(surface.b[j]) + "," + toText(surface.values(j, i)) + "\n";
  return text;
}

// NPY 1.0: magic, version, length of the header, header padded so that the numbers begin at a multiple of 64.
std::string asNpy(const Surface& surface) {
  const std::string size = std::to_string(surface.values.rows());
  std::string header = "{'descr': '";
  header += std::endian::native == std::endian::little ? "<f8" : ">f8";
  header += "', 'fortran_order': False, 'shape': (" + size + ", " + size + "), }";
  constexpr std::size_t before = 10, alignment = 64;
  while ((before + header.size() + 1) % alignment) header += ' ';
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xFF);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> byRow = surface.values;
  bytes.append(reinterpret_cast<const char*>(byRow.data()),
               static_cast<std::size_t>(byRow.size()) * sizeof(double));
  return bytes;
}

std::string encoded(const std::string& ending, const Problem& problem, const Surface& surface) {
  if (ending == ".csv") return asCsv(surface);
  if (ending == ".npy") return asNpy(surface);
  return asJson(problem, surface);
}

Experiment experimentIn(const Options& options) {
  std::vector<Override> overrides;
  if (!options.plane.empty()) overrides.emplace_back("landscape.plane", options.plane);
  if (!options.grid.empty()) overrides.emplace_back("landscape.grid", options.grid);
  return experimentOf(options.experiment, overrides);
}

Json notesOn(const Problem& problem) {
  Json notes = problem.notes;
  if (!problem.experiment.penalty.none()) notes.push_back("the values hold the penalty");
  if (!problem.experiment.changes.empty())
    notes.push_back("of the experiment as it starts; its changes come later");
  return notes;
}

Json summaryOf(const Problem& problem, const Surface& surface, double seconds) {
  const Slice& slice = surface.slice;
  return Json{{"points", surface.values.size()},
              {"seconds", seconds},
              {"minimum", jsonFromNumber(surface.minimum)},
              {"maximum", jsonFromNumber(surface.maximum)},
              {"range", jsonFromNumber(problem.experiment.landscape.range.value_or(slice.a.width() / 2))},
              {"a", Json{slice.a.minimum, slice.a.maximum}},
              {"b", Json{slice.b.minimum, slice.b.maximum}},
              {"how", slice.how},
              {"notes", notesOn(problem)}};
}

int writeSurface(const Options& options) {
  const std::string ending = requireEnding(options.out, "--out", {".json", ".csv", ".npy"});
  const Experiment experiment = experimentIn(options);
  requirePlace(options.out, "--out", inputsOf(options.experiment, experiment));
  const auto problem = build(experiment);
  const Slice slice = frame(*problem, {}, std::nullopt).slice;
  const auto begun = std::chrono::steady_clock::now();
  const Surface surface = computeSurface(*problem->training, slice, problem->experiment.landscape.grid);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
  writeAtomically(options.out, encoded(ending, *problem, surface));
  std::cout << textOf(summaryOf(*problem, surface, spent.count())) << "\n";
  return allWell;
}

}  // namespace

void addSurface(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("surface", "Writes the loss (with penalty) over a grid in a plane of weights");
  const auto options = std::make_shared<Options>();
  addExperimentOptions(*command, options->experiment);
  command->add_option("--plane", options->plane, "Which plane: parameters");
  command->add_option("--grid", options->grid,
                      "Points along each axis, 2 to 1001 (default: as the experiment says)");
  command->add_option("--out", options->out, "The file to write: .json, .csv or .npy")->required();
  command->footer(
      "Prints points, seconds, minimum, maximum, range (the half-width, as landscape.range takes it) and the "
      "ends of "
      "both axes as one JSON object.");
  command->callback([&chosen, options] { chosen = [options] { return writeSurface(*options); }; });
}

}  // namespace lossarium::cli

// surface: the loss over a grid in a plane of weights, as a file.
#include "core/landscape/surface.h"

#include "app/cli/commands.h"
#include "app/cli/descents.h"
#include "app/cli/experiment_options.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "core/base/error.h"
#include "core/experiment/strict_json.h"
#include "core/landscape/framing.h"
#include "core/landscape/heights.h"
#include "core/landscape/slice_facts.h"
#include "core/training/recorded_run.h"

#include <CLI/CLI.hpp>

#include <bit>
#include <chrono>
#include <iostream>
#include <memory>

namespace lossarium::cli {
namespace {

struct Options {
  ExperimentOptions experiment;
  std::string plane, grid, epochs, out;
};

// A slice, and how far it can be trusted to show the run that it was cut for.
struct Cut {
  Framing framing;
  SliceFacts facts;
  std::int64_t epochs = 0;  ///< that were trained before
};

Json sliceJson(const Model& model, const Slice& slice) {
  return Json{{"origin", blocksJson(model, slice.origin)},
              {"u", blocksJson(model, slice.u)},
              {"v", blocksJson(model, slice.v)}};
}

// The share of the path's variance that lies in the plane, and how far each of its places is from it.
Json factsJson(const SliceFacts& facts) {
  return Json{{"cosine", jsonFromNumber(facts.cosine)},
              {"path_share", jsonFromNumber(facts.share)},
              {"path_distances",
               jsonList(Eigen::Map<const Vector>(facts.distances.data(), std::ssize(facts.distances)))}};
}

Json valuesJson(const Surface& surface) {
  Json values = Json::array();
  for (Index j = 0; j < surface.values.rows(); ++j) values.push_back(jsonList(surface.values.row(j)));
  return values;
}

using Heights = std::vector<HeightSurface>;

Json overlayValues(const Heights& heights) {
  Json overlay = Json::object();
  for (std::size_t i = 1; i < heights.size(); ++i)
    overlay[toText(heights[i].height.choice)] = valuesJson(*heights[i].surface);
  return overlay;
}

std::string asJson(const Problem& problem, const Heights& heights, const Cut& cut) {
  const Surface& surface = *heights.front().surface;
  const Slice& slice = surface.slice;
  Json json{{"axes", Json{{"a", jsonList(surface.a)}, {"b", jsonList(surface.b)}}},
            {"of", toText(heights.front().height.choice)},
            {"values", valuesJson(surface)},
            {"slice", sliceJson(*problem.model, slice)},
            {"labels", Json{{"a", slice.aLabel}, {"b", slice.bLabel}}},
            {"how", slice.how},
            {"facts", factsJson(cut.facts)}};
  if (heights.size() > 1) json["overlay"] = overlayValues(heights);
  return textOf(json) + "\n";
}

// One column a height: "loss", or the metric's id; what is laid over it by its words.
std::string csvHead(const Heights& heights) {
  const std::string& metric = heights.front().height.choice.metric;
  std::string head = "a,b," + (metric.empty() ? "loss" : metric);
  for (std::size_t i = 1; i < heights.size(); ++i) head += "," + toText(heights[i].height.choice);
  return head + "\n";
}

std::string asCsv(const Heights& heights) {
  const Surface& surface = *heights.front().surface;
  std::string text = csvHead(heights);
  for (Index j = 0; j < surface.b.size(); ++j)
    for (Index i = 0; i < surface.a.size(); ++i) {
      text += toText(surface.a[i]) + "," + toText(surface.b[j]);
      for (const HeightSurface& each : heights) text += "," + toText(each.surface->values(j, i));
      text += "\n";
    }
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

// `asJson` is asked only if it is needed.
template <class AsJson>
std::string encoded(const std::string& ending, const Heights& heights, const AsJson& asJson) {
  if (ending == ".csv") return asCsv(heights);
  if (ending == ".npy") return asNpy(*heights.front().surface);
  return asJson();
}

std::vector<Override> overridesIn(const Options& options) {
  std::vector<Override> overrides;
  if (!options.plane.empty()) overrides.emplace_back("landscape.plane", options.plane);
  if (!options.epochs.empty()) overrides.emplace_back("training.epochs", options.epochs);
  if (!options.grid.empty()) overrides.emplace_back("landscape.grid", options.grid);
  return overrides;
}

// Trained as far as it is asked for, or as the plane needs: without a run there is no path and no solution.
bool wantsRun(const Options& options, const Problem& problem) {
  const std::string& plane = problem.experiment.landscape.plane;
  return !options.epochs.empty() || plane == "path" || plane == "solutions";
}

Cut cutFor(const Options& options, const std::shared_ptr<const Problem>& problem) {
  if (!wantsRun(options, *problem)) {
    const Framing framing = frame(*problem, {}, std::nullopt);
    return {framing, factsOf(framing.slice, {}), 0};
  }
  const RunFrame run = finishedRun(problem);
  if (!run.fault.empty()) throw Error(run.fault);
  PlaneRequest request{.problem = *run.problem, .at = run.state.weights, .step = run.lastChange};
  for (const PathPoint& point : run.path) request.path.push_back(point.weights);
  const Framing framing = frame(request, std::nullopt);
  return {framing, factsOf(framing.slice, request.path), run.state.epoch};
}

// Here a height that is not to be had is an error: nobody would see that another was written.
Heights heightsOf(const Problem& problem, const Cut& cut) {
  const LandscapeChoice& landscape = problem.experiment.landscape;
  heightOf(problem, heightOf(landscape));
  for (const HeightChoice& each : overlayOf(landscape)) heightOf(problem, each);
  return heightSurfaces(
      {.problem = problem, .landscape = landscape, .framing = cut.framing, .grid = landscape.grid});
}

Json bestJson(const Eigen::Vector3d& best) {
  return Json{
      {"a", jsonFromNumber(best.x())}, {"b", jsonFromNumber(best.y())}, {"value", jsonFromNumber(best.z())}};
}

// Of what is laid over the first: where it is best, and by how much it misses that where the first is best.
Json overlayJson(const Heights& heights) {
  Json overlay = Json::array();
  for (std::size_t i = 1; i < heights.size(); ++i)
    overlay.push_back(Json{{"of", toText(heights[i].height.choice)},
                           {"best", bestJson(heights[i].best)},
                           {"at_first_best", jsonFromNumber(heights[i].atFirstBest)}});
  return overlay;
}

Json notesOn(const Problem& problem, const Heights& heights, const Cut& cut) {
  Json notes = problem.notes;
  if (heights.front().height.holdsPenalty(problem)) notes.push_back("the values hold the penalty");
  if (cut.epochs == 0 && !problem.experiment.changes.empty())
    notes.push_back("of the experiment as it starts; its changes come later");
  return notes;
}

Json summaryOf(const Problem& problem, const Heights& heights, const Cut& cut, double seconds) {
  const Surface& surface = *heights.front().surface;
  const Slice& slice = surface.slice;
  return Json{{"points", surface.values.size()},
              {"of", toText(heights.front().height.choice)},
              {"seconds", seconds},
              {"minimum", jsonFromNumber(surface.minimum)},
              {"maximum", jsonFromNumber(surface.maximum)},
              {"best", bestJson(heights.front().best)},
              {"overlay", overlayJson(heights)},
              {"range", jsonFromNumber(problem.experiment.landscape.range.value_or(slice.a.width() / 2))},
              {"a", Json{slice.a.minimum, slice.a.maximum}},
              {"b", Json{slice.b.minimum, slice.b.maximum}},
              {"how", slice.how},
              {"epochs", cut.epochs},
              {"cosine", jsonFromNumber(cut.facts.cosine)},
              {"path_share", jsonFromNumber(cut.facts.share)},
              {"notes", notesOn(problem, heights, cut)}};
}

// Of a test function there is nothing to train first: the surface is all of it.
int writeSurfaceOf(const DescentSetup& setup, const Options& options, const std::string& ending) {
  requirePlace(options.out, "--out", {options.experiment.file});
  const auto objective = makeTestFunction(setup.objective);
  const auto begun = std::chrono::steady_clock::now();
  const auto surface =
      std::make_shared<Surface>(computeSurface(*objective, sliceOf(setup), setup.landscape.grid));
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
  writeAtomically(options.out, encoded(ending, {{.height = {}, .surface = surface, .best = {}}},
                                       [&] { return textOf(surfaceJson(*surface)) + "\n"; }));
  std::cout << textOf(surfaceSummary(setup, *surface, spent.count())) << "\n";
  return allWell;
}

int writeSurface(const Options& options) {
  const std::string ending = requireEnding(options.out, "--out", {".json", ".csv", ".npy"});
  const std::vector<Override> overrides = overridesIn(options);
  if (const auto descent = descentOf(options.experiment, overrides))
    return writeSurfaceOf(*descent, options, ending);
  const Experiment experiment = experimentOf(options.experiment, overrides);
  requirePlace(options.out, "--out", inputsOf(options.experiment, experiment));
  const auto problem = build(experiment);
  const Cut cut = cutFor(options, problem);
  const auto begun = std::chrono::steady_clock::now();
  const Heights heights = heightsOf(*problem, cut);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
  writeAtomically(options.out, encoded(ending, heights, [&] { return asJson(*problem, heights, cut); }));
  std::cout << textOf(summaryOf(*problem, heights, cut, spent.count())) << "\n";
  return allWell;
}

std::string planeWords() {
  std::string words;
  for (const PlaneEntry& each : planeCatalog())
    words += (words.empty() ? "Which plane: " : ", ") + std::string(each.spec->id);
  return words;
}

}  // namespace

void addSurface(CLI::App& app, Run& chosen) {
  CLI::App* command = app.add_subcommand(
      "surface",
      "Writes the loss (with penalty), or what landscape.of names, over a grid in a plane of "
      "weights");
  const auto options = std::make_shared<Options>();
  addExperimentOptions(*command, options->experiment);
  command->add_option("--plane", options->plane, planeWords());
  command->add_option(
      "--epochs", options->epochs,
      "Train for so many epochs first and cut the plane there (default: at the start; for path and "
      "solutions as the experiment says)");
  command->add_option("--grid", options->grid,
                      "Points along each axis, 2 to 1001 (default: as the experiment says)");
  command->add_option("--out", options->out, "The file to write: .json, .csv or .npy")->required();
  command->footer(
      "Prints points, seconds, minimum, maximum, where it is best, range (the half-width, as landscape.range "
      "takes it) and the ends of both axes as one JSON object. --set landscape.of=validation (or test, "
      "accuracy, …) is another height, landscape.overlay=validation,test lays others over it.");
  command->callback([&chosen, options] { chosen = [options] { return writeSurface(*options); }; });
}

}  // namespace lossarium::cli

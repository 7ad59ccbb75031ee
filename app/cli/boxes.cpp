// boxes: the regression simulation of a loss of boxes.
#include "app/cli/commands.h"
#include "app/cli/experiment_options.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "core/base/error.h"
#include "core/boxes/box_descent.h"
#include "core/boxes/regression_simulation.h"
#include "core/experiment/strict_json.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

namespace lossarium::cli {
namespace {

struct Options {
  std::string loss, out, map;
  std::vector<std::string> sets;
  std::int64_t anchors = 5000, seed = 1;
  bool published = false;
};

// The loss' parameters are read and checked as those of an experiment are.
Choice lossOf(const Options& options) {
  makeBoxDescent({options.loss, {}}, "--loss");  // says what is wrong with the id
  std::vector<Override> overrides{{"loss", options.loss}};
  for (const std::string& set : options.sets) {
    overrides.push_back(overrideFrom(set));
    const std::string& key = overrides.back().first;
    if (!key.starts_with("loss.") || key == "loss.id")
      throw Error("--set " + set + ": only parameters of the loss are set here, e.g. loss.power=2");
  }
  return experimentFrom(overrides).loss;
}

std::vector<AnchorPoint> pointsOf(const Options& options) {
  if (options.anchors < 1 || options.anchors > mostAnchors)
    throw Error("--anchors " + std::to_string(options.anchors) + " is out of range: 1 to " +
                std::to_string(mostAnchors) + " are possible");
  return anchorPoints(options.anchors, static_cast<std::uint64_t>(options.seed));
}

void requireFiles(const Options& options) {
  if (!options.out.empty()) requirePlace(options.out, "--out");
  if (!options.map.empty()) requirePlace(options.map, "--map");
  if (!options.map.empty() && !options.out.empty() &&
      std::filesystem::weakly_canonical(options.map) == std::filesystem::weakly_canonical(options.out))
    throw Error("--map " + options.map + " is the file of --out, too; name another");
}

std::string curveCsv(const std::vector<double>& totalError) {
  std::string text = "iteration,total_error\n";
  for (std::size_t k = 0; k < totalError.size(); ++k)
    text += std::to_string(k) + "," + toText(totalError[k]) + "\n";
  return text;
}

std::string mapCsv(const std::vector<AnchorPoint>& points, const std::vector<double>& errors) {
  std::string text = "x,y,error\n";
  for (std::size_t i = 0; i < points.size(); ++i)
    text += toText(points[i].x) + "," + toText(points[i].y) + "," + toText(errors[i]) + "\n";
  return text;
}

Json resultJson(const Options& options, const RegressionResult& result, double seconds) {
  Json errors = Json::array();
  for (const double error : result.totalError) errors.push_back(jsonFromNumber(error));
  return Json{{"loss", options.loss},
              {"cases", result.cases},
              {"total_error", std::move(errors)},
              {"seconds", seconds}};
}

int simulate(const Options& options) {
  const Choice loss = lossOf(options);
  requireFiles(options);
  const auto points = pointsOf(options);
  const auto begun = std::chrono::steady_clock::now();
  const RegressionResult result =
      simulateRegression(loss, points, {}, options.published ? BoxSlopes::published : BoxSlopes::own);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
  if (!options.out.empty()) writeAtomically(options.out, curveCsv(result.totalError));
  if (!options.map.empty()) writeAtomically(options.map, mapCsv(points, result.finalError));
  std::cout << textOf(resultJson(options, result, spent.count()), 2) << "\n";
  return allWell;
}

}  // namespace

void addBoxes(CLI::App& app, Run& chosen) {
  CLI::App* command = app.add_subcommand(
      "boxes", "Lets boxes descend to their targets under a loss (simulation of Zheng et al. 2020)");
  const auto options = std::make_shared<Options>();
  command->add_option("--loss", options->loss, "The loss: iou, giou, diou, ciou, eiou, siou or alpha_iou")
      ->required();
  command->add_option("--anchors", options->anchors, "Anchor points, 1 to 1000000; each has 343 cases")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Which anchor points are drawn")->capture_default_str();
  command
      ->add_option("--set", options->sets,
                   "A parameter of the loss, e.g. loss.power=2; repeatable, later ones win")
      ->allow_extra_args(false);
  command->add_flag(
      "--published-slopes", options->published,
      "Descend by the slopes of the code published with the paper (iou, giou, diou, ciou), which "
      "are not those of the losses");
  command->add_option("--out", options->out, "Write the curve to this CSV file: iteration,total_error");
  command->add_option("--map", options->map,
                      "Write the last error of each anchor point to this CSV file: x,y,error");
  command->footer(
      "Seven targets of area 1 (width to height 1:4 to 4:1) centred at (10, 10); anchor points uniform in "
      "the "
      "disc of radius 3 about it; at each, seven areas in seven ratios, for every target. 200 iterations of "
      "P <- P - rate (2 - IoU) dL/dP in centre and size, with the exact slope; the rate is 0.1, from the "
      "161st 0.01, from the 181st 0.001. A size that a step carries below 0 goes on as its absolute value: "
      "the same box.\n"
      "Prints loss, cases, total_error (|dx| + |dy| + |dw| + |dh| over all cases, at the start and after "
      "each "
      "iteration) and seconds as one JSON object.");
  command->callback([&chosen, options] { chosen = [options] { return simulate(*options); }; });
}

}  // namespace lossarium::cli

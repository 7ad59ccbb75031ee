// render: trains, then draws one view into a picture; no display is needed.
#include "app/cli/commands.h"
#include "app/cli/experiment_options.h"
#include "app/cli/json_output.h"
#include "app/cli/output_file.h"
#include "app/cli/picture.h"
#include "core/base/error.h"
#include "ui/shell/application_style.h"
#include "ui/shell/theme.h"

#include <QApplication>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <memory>

namespace lossarium::cli {
namespace {

constexpr int smallestWidth = 320, smallestHeight = 240, largestSide = 5000;

const std::vector<std::string_view> knownViews{"surface", "contour", "curves", "data", "loss"};
const std::vector<std::string_view> knownThemes{"light", "dark"};

struct Options {
  ExperimentOptions experiment;
  std::string view, out, size = "1600x1000", theme = "light", epochs;
  bool logarithmic = false;
  double azimuth = ui::Camera::home().azimuth, elevation = ui::Camera::home().elevation;
};

void requireWord(std::string_view what, const std::string& word, const std::vector<std::string_view>& known) {
  if (std::find(known.begin(), known.end(), word) == known.end()) throw Error(unknownWord(what, word, known));
}

int sideOf(std::string_view text, int smallest, const std::string& size) {
  int side = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
  if (error != std::errc() || end != text.data() + text.size() || side < smallest || side > largestSide)
    throw Error("--size " + size + ": width x height in pixels is needed, " + std::to_string(smallest) +
                " to " + std::to_string(largestSide) + ", e.g. 1600x1000");
  return side;
}

QSize sizeOf(const std::string& size) {
  const std::string_view text = size;
  const auto cross = std::min(text.find('x'), text.size());
  const std::string_view height = cross < text.size() ? text.substr(cross + 1) : std::string_view();
  return {sideOf(text.substr(0, cross), smallestWidth, size), sideOf(height, smallestHeight, size)};
}

ui::Camera cameraOf(const Options& options) {
  if (!(options.elevation >= 0 && options.elevation <= 90))
    throw Error("--elevation must be from 0, level with the floor, to 90, straight above");
  if (!(std::abs(options.azimuth) <= 360)) throw Error("--azimuth must be from -360 to 360 degrees");
  ui::Camera camera = ui::Camera::home();
  return camera.orbited(options.azimuth - camera.azimuth, options.elevation - camera.elevation);
}

std::vector<Override> overridesIn(const Options& options) {
  if (options.epochs.empty()) return {};
  return {{"training.epochs", options.epochs}};
}

// Qt wants the count and the words to live as long as the application.
struct Offscreen {
  Offscreen() {
    // Qt's remarks about the missing desktop are not the user's business.
    qInstallMessageHandler([](QtMsgType kind, const QMessageLogContext&, const QString& text) {
      if (kind == QtCriticalMsg || kind == QtFatalMsg) std::cerr << text.toStdString() << "\n";
    });
    qputenv("QT_QPA_PLATFORM", "offscreen");
    application = std::make_unique<QApplication>(count, words);
    ui::applyApplicationStyle(*application);
  }

  int count = 1;
  char name[10] = "lossarium";
  char* words[2] = {name, nullptr};
  std::unique_ptr<QApplication> application;
};

void printEnd(std::int64_t epochs, Stop stop, const std::string& reason) {
  std::cout << textOf(Json{{"epochs", epochs}, {"stopped", toText(stop)}, {"reason", reason}}) << "\n";
}

int renderDescent(const DescentSetup& setup, const Options& options, const QSize& size) {
  if (options.view != "surface" && options.view != "contour")
    throw Error("--view " + options.view +
                ": an objective has neither data nor a loss; its views are surface and "
                "contour");
  requirePlace(options.out, "--out", {options.experiment.file});
  DescentRun run(planOf(setup));
  const Offscreen offscreen;
  const ui::PlotStyle style = ui::Theme::make(options.theme == "dark").plots;
  saveDescentPicture(options.out, size, {options.view, style, options.logarithmic, cameraOf(options)}, setup,
                     run);
  printEnd(run.state().step, run.state().stop, run.state().reason);
  return allWell;
}

int render(const Options& options) {
  requireWord("view", options.view, knownViews);
  requireWord("theme", options.theme, knownThemes);
  requireEnding(options.out, "--out", {".png", ".svg"});
  const std::vector<Override> overrides = overridesIn(options);
  const QSize size = sizeOf(options.size);
  if (const auto descent = descentOf(options.experiment, overrides))
    return renderDescent(*descent, options, size);
  const Experiment experiment = experimentOf(options.experiment, overrides);
  requirePlace(options.out, "--out", inputsOf(options.experiment, experiment));
  const Offscreen offscreen;
  const ui::PlotStyle style = ui::Theme::make(options.theme == "dark").plots;
  if (options.view == "loss") {  // whatever the data
    saveLossPicture(options.out, size, experiment.loss, style);
    return allWell;
  }
  const auto problem = build(experiment);
  const RunFrame run = finishedRun(problem);
  if (!run.fault.empty()) throw Error(run.fault);
  saveRunPicture(options.out, size, {options.view, style, options.logarithmic, cameraOf(options)}, run);
  printEnd(run.state.epoch, run.state.stop, run.state.reason);
  return allWell;
}

}  // namespace

void addRender(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("render", "Trains and draws one view as a picture; needs no display");
  const auto options = std::make_shared<Options>();
  addExperimentOptions(*command, options->experiment);
  command->add_option("--view", options->view, "surface, contour, curves, data or loss")->required();
  command->add_option("--out", options->out, "The picture to write: .png or .svg")->required();
  command->add_option("--size", options->size, "Width x height in pixels")->capture_default_str();
  command->add_option("--theme", options->theme, "light or dark")->capture_default_str();
  command->add_option("--epochs", options->epochs,
                      "Train for so many epochs (default: as the experiment says)");
  command->add_flag("--log", options->logarithmic,
                    "Losses on a logarithmic scale (surface, contour, curves)");
  command->add_option("--azimuth", options->azimuth, "Whence the surface is seen, in degrees around it")
      ->capture_default_str();
  command->add_option("--elevation", options->elevation, "And from how high: 0 from the side, 90 from above")
      ->capture_default_str();
  command->callback([&chosen, options] { chosen = [options] { return render(*options); }; });
}

}  // namespace lossarium::cli

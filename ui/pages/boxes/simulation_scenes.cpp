#include "ui/pages/boxes/simulation_scenes.h"

#include "ui/pages/boxes/simulation_words.h"
#include "ui/pages/run_marks.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Simulation", text); }

QString errorTitle() { return tr("mean final error of a case"); }

double perCase(double errorOfPoint) { return errorOfPoint / static_cast<double>(RegressionCases::count); }

std::vector<AnchorPlace> dots(const std::vector<AnchorPoint>& anchors, const RegressionResult& result) {
  std::vector<AnchorPlace> places;
  for (std::size_t i = 0; i < anchors.size(); ++i)
    places.push_back({{anchors[i].x, anchors[i].y}, perCase(result.finalError[i])});
  return places;
}

std::vector<AnchorPlace> cells(const AnchorGrid& grid) {
  std::vector<AnchorPlace> places;
  for (Index row = 0; row < grid.mean.rows(); ++row)
    for (Index column = 0; column < grid.mean.cols(); ++column)
      if (grid.points(row, column) > 0)
        places.push_back(
            {{grid.centres[column], grid.centres[row]}, grid.mean(row, column), grid.points(row, column)});
  return places;
}

std::vector<AnchorPlace> placesOf(const SimulationResults& results, const SimulatedLoss& simulated) {
  return hasCells(results) ? cells(simulated.grid) : dots(*results.anchors, simulated.result);
}

std::vector<Seam> rateSeams() {
  std::vector<Seam> seams;
  for (Index k = 2; k <= regressionIterations; ++k)
    if (regressionRate(k) != regressionRate(k - 1))
      seams.push_back({static_cast<double>(k - 1), tr("rate ÷ 10")});
  return seams;
}

std::string header(const SimulationResults& results) {
  std::string line;
  for (const auto& [place, simulated] : results.losses) {
    line += "," + simulated->loss.id;
    if (simulated->loss.has("power")) line += " " + toText(simulated->loss.real("power"));
  }
  return line + "\n";
}

}  // namespace

bool hasCells(const SimulationResults& results) { return results.points >= leastPointsForCells; }

CurveScene errorCurves(const SimulationResults* results, const PlotStyle& style, bool logarithmic) {
  CurveScene scene;
  scene.xTitle = tr("iteration");
  scene.yTitle = tr("total error");
  scene.xEnd = regressionIterations;
  scene.logarithmic = logarithmic;
  scene.seams = rateSeams();
  scene.emptyHint = tr("The total error of each loss appears here as soon as it has run.");
  if (!results) return scene;
  for (const auto& [place, simulated] : results->losses) {
    Curve curve;
    curve.name = tr("%1 %2").arg(runLetter(place), boxLossName(simulated->loss));
    curve.color = colorOfRun(place, style);
    const auto& errors = simulated->result.totalError;
    for (std::size_t k = 0; k < errors.size(); ++k)
      curve.points.push_back({static_cast<double>(k), errors[k]});
    scene.curves.push_back(std::move(curve));
  }
  return scene;
}

AnchorScene anchorScene(const SimulationResults& results, const SimulatedLoss& shown, bool logarithmic,
                        bool common) {
  AnchorScene scene{.places = placesOf(results, shown),
                    .cell = hasCells(results) ? shown.grid.side : 0,
                    .logarithmic = logarithmic,
                    .errorTitle = errorTitle()};
  if (common)
    for (const auto& [place, simulated] : results.losses)
      for (const AnchorPlace& each : placesOf(results, *simulated)) scene.scaledBy.push_back(each.error);
  return scene;
}

std::shared_ptr<const Surface> errorSurface(const SimulatedLoss& simulated) {
  const AnchorGrid& grid = simulated.grid;
  auto surface = std::make_shared<Surface>();
  const Range range{grid.centres[0], grid.centres[grid.centres.size() - 1]};
  surface->slice = {.origin = Vector::Zero(2),
                    .u = Vector::Unit(2, 0),
                    .v = Vector::Unit(2, 1),
                    .a = range,
                    .b = range,
                    .aLabel = "x",
                    .bLabel = "y",
                    .how = {}};
  surface->a = surface->b = grid.centres;
  surface->values = grid.mean;
  surface->minimum = std::numeric_limits<double>::infinity();
  surface->maximum = -surface->minimum;
  for (const double value : grid.mean.reshaped())
    if (std::isfinite(value)) {
      surface->minimum = std::min(surface->minimum, value);
      surface->maximum = std::max(surface->maximum, value);
    }
  return surface;
}

SurfaceScene errorScene(std::shared_ptr<const Surface> surface, bool logarithmic) {
  SurfaceScene scene;
  scene.surface = std::move(surface);
  scene.aTitle = QStringLiteral("x");
  scene.bTitle = QStringLiteral("y");
  scene.lossTitle = errorTitle();
  scene.logarithmic = logarithmic;
  scene.ground = {Choice{"regression simulation"}};
  return scene;
}

std::string totalErrorCsv(const SimulationResults* results) {
  if (!results) return "iteration\n";
  std::string table = "iteration" + header(*results);
  for (std::size_t k = 0; k <= static_cast<std::size_t>(regressionIterations); ++k) {
    table += std::to_string(k);
    for (const auto& [place, simulated] : results->losses)
      table += "," + toText(simulated->result.totalError[k]);
    table += "\n";
  }
  return table;
}

std::string finalErrorCsv(const SimulationResults* results) {
  if (!results) return "x,y\n";
  std::string table = "x,y" + header(*results);
  for (std::size_t i = 0; i < results->anchors->size(); ++i) {
    const AnchorPoint& point = (*results->anchors)[i];
    table += toText(point.x) + "," + toText(point.y);
    for (const auto& [place, simulated] : results->losses)
      table += "," + toText(simulated->result.finalError[i]);
    table += "\n";
  }
  return table;
}

}  // namespace lossarium::ui

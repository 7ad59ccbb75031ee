#include "app/cli/picture.h"

#include "core/landscape/framing.h"
#include "core/landscape/heights.h"
#include "core/landscape/slice_facts.h"
#include "core/objectives/test_functions/nearest_minimum.h"
#include "ui/pages/losses/loss_scenes.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/pictures.h"
#include "ui/pages/train/scenes.h"
#include "ui/plots/surface_painter.h"
#include "ui/widgets/words.h"

#include <QPainter>

#include <algorithm>

namespace lossarium::cli {
namespace {

// A larger picture is the same layout with more pixels, not a thinner one: it is read from as far away.
constexpr double layoutWidth = 1000, layoutHeight = 625;

using Draw = std::function<void(QPainter&, const QRectF&, bool)>;

void save(const std::string& file, const QSize& size, const Draw& draw) {
  ui::savePicture(QString::fromStdString(file), size,
                  [&](QPainter& painter, const QRectF& area, bool vector) {
                    const double scale =
                        std::max(1.0, std::min(area.width() / layoutWidth, area.height() / layoutHeight));
                    painter.scale(scale, scale);
                    draw(painter, QRectF(area.topLeft() / scale, area.size() / scale), vector);
                  });
}

ui::SurfaceResult surfaceOf(const RunFrame& run) {
  PlaneRequest request{.problem = *run.problem, .at = run.state.weights, .step = run.lastChange};
  for (const PathPoint& point : run.path) request.path.push_back(point.weights);
  request.path.push_back(run.state.weights);
  const Framing framing = frame(request, std::nullopt);
  const LandscapeChoice& landscape = request.choice();
  heightOf(*run.problem, heightOf(landscape));  // a height that is not to be had is an error here
  for (const HeightChoice& each : overlayOf(landscape)) heightOf(*run.problem, each);
  auto heights = heightSurfaces(
      {.problem = *run.problem, .landscape = landscape, .framing = framing, .grid = landscape.grid});
  ui::SurfaceResult result{
      run.problem, heights.front().surface, framing, factsOf(framing.slice, request.path), true, landscape};
  if (!heights.front().height.choice.isObjective()) result.way = WayHeights::of(heights.front().height, run);
  result.heights = std::move(heights);
  return result;
}

void drawScene(QPainter& painter, const QRectF& area, const PictureChoice& choice,
               const ui::SurfaceScene& scene, const QString& caption, bool vector) {
  const QRectF rest = ui::paintWords(painter, area, {}, caption, choice.style);
  const auto quality = vector ? ui::SurfaceQuality::vector : ui::SurfaceQuality::resting;
  if (choice.view == "contour")
    ui::paintContourMap(painter, rest, scene, choice.style);
  else
    ui::paintSurface(painter, rest, scene, choice.camera, choice.style, quality);
}

void drawSurface(QPainter& painter, const QRectF& area, const PictureChoice& choice, const RunFrame& run,
                 bool vector) {
  const ui::SurfaceResult result = surfaceOf(run);
  const ui::SurfaceScene scene = ui::surfaceScene(result, &run, choice.style, choice.logarithmic);
  drawScene(painter, area, choice, scene, ui::surfaceCaption(result, &run), vector);
}

ui::Trail trailOf(DescentRun& run, const ui::PlotStyle& style) {
  ui::Trail trail;
  trail.color = style.accent;
  const auto add = [&](const DescentState& at) {
    trail.points.emplace_back(at.weights[0], at.weights[1], at.value);
  };
  add(run.state());
  while (run.step()) add(run.state());
  return trail;
}

// The lowest that is known and shown; of several the one nearest to the end.
std::optional<Eigen::Vector3d> shownMinimum(const TestFunctionSpec& spec, const Slice& slice,
                                            const Vector& end) {
  const KnownMinimum* best = nullptr;
  for (const KnownMinimum& each : spec.minima) {
    if (!slice.a.contains(each.x) || !slice.b.contains(each.y)) continue;
    const bool nearer = best && each.value == best->value && distanceTo(each, end) < distanceTo(*best, end);
    if (!best || each.value < best->value || nearer) best = &each;
  }
  if (!best) return std::nullopt;
  return Eigen::Vector3d(best->x, best->y, best->value);
}

ui::SurfaceScene sceneOf(const DescentSetup& setup, DescentRun& run, const PictureChoice& choice) {
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  ui::SurfaceScene scene;
  scene.surface =
      std::make_shared<Surface>(computeSurface(*run.plan().objective, sliceOf(setup), setup.landscape.grid));
  scene.trails.push_back(trailOf(run, choice.style));
  scene.minimum = shownMinimum(spec, scene.surface->slice, run.state().weights);
  scene.aTitle = QStringLiteral("x");
  scene.bTitle = QStringLiteral("y");
  scene.lossTitle = ui::words(spec.title);
  scene.logarithmic = choice.logarithmic;
  return scene;
}

QString titleOf(const ui::LossSelection& selection) {
  const LossSpec& spec = selection.spec();
  QString title = ui::words(spec.title) + QStringLiteral(": ") + ui::words(spec.formula);
  for (const auto& [name, value] : selection.choice(selection.current()).parameters)
    title += QStringLiteral(", ") + ui::words(name) + QStringLiteral(" = ") + ui::words(toText(value));
  return title;
}

void drawCurves(QPainter& painter, const QRectF& area, const ui::PlotStyle& style,
                const ui::CurveScene& scene) {
  ui::CurveChart chart;
  chart.setPlotStyle(style);
  chart.setScene(scene);
  chart.paintTo(painter, ui::paintWords(painter, area, {}, {}, style));
}

void drawData(QPainter& painter, const QRectF& area, const PictureChoice& choice, const RunFrame& run) {
  ui::DataView view;
  view.setPlotStyle(choice.style);
  const QString caption = ui::showData(view, run, ui::FitPicture::field);
  view.paintTo(painter, ui::paintWords(painter, area, {}, caption, choice.style));
}

}  // namespace

void saveRunPicture(const std::string& file, const QSize& size, const PictureChoice& choice,
                    const RunFrame& run) {
  save(file, size, [&](QPainter& painter, const QRectF& area, bool vector) {
    if (choice.view == "curves")
      drawCurves(painter, area, choice.style, ui::curveScene(run, choice.style, choice.logarithmic));
    else if (choice.view == "data")
      drawData(painter, area, choice, run);
    else
      drawSurface(painter, area, choice, run, vector);
  });
}

void saveDescentPicture(const std::string& file, const QSize& size, const PictureChoice& choice,
                        const DescentSetup& setup, DescentRun& run) {
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  const ui::SurfaceScene scene = sceneOf(setup, run, choice);
  const QString caption = ui::words(spec.title) + QStringLiteral(": ") + ui::words(spec.formula);
  save(file, size, [&](QPainter& painter, const QRectF& area, bool vector) {
    drawScene(painter, area, choice, scene, caption, vector);
  });
}

void saveLossPicture(const std::string& file, const QSize& size, const Choice& loss,
                     const ui::PlotStyle& style) {
  ui::LossSelection selection;
  selection.showAlone(completed(loss, makeLoss(loss)->spec().parameters, "loss"));
  ui::LossScenes scenes = ui::lossScenes(selection, {}, style);
  scenes.value.yTitle = titleOf(selection);
  for (ui::FunctionScene* scene : {&scenes.value, &scenes.slope, &scenes.curvature}) scene->marker.reset();
  save(file, size, [&](QPainter& painter, const QRectF& whole, bool) {
    const QRectF area = ui::paintWords(painter, whole, {}, {}, style);
    double top = area.top();
    const std::pair<const ui::FunctionScene*, double> shares[] = {
        {&scenes.value, 0.46}, {&scenes.slope, 0.26}, {&scenes.curvature, 0.28}};
    for (const auto& [scene, share] : shares) {
      ui::paintFunctions(painter, QRectF(area.left(), top, area.width(), share * area.height()), *scene,
                         style);
      top += share * area.height();
    }
  });
}

}  // namespace lossarium::cli

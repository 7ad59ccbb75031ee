// How many pictures a second a surface that is being turned has: its cells, contour lines, floor and axes on
// one thread, and what moves on it, at 1000×700 and from twelve sides; also of one that glides into another,
// with what that costs the worker (heights, lines) and the window (ways, marks). Arguments: the grid, and
// which function (0 a bowl, 1 Rosenbrock's valley, 2 Rastrigin's dents).
#include "core/landscape/surface.h"
#include "core/objectives/test_functions/test_function.h"
#include "ui/plots/surface_morph.h"
#include "ui/plots/surface_overlay.h"
#include "ui/plots/surface_painter.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <benchmark/benchmark.h>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

const QRectF area(0, 0, 1000, 700);

SurfaceScene sceneOf(Index grid, std::int64_t which) {
  const char* ids[] = {"quadratic", "rosenbrock", "rastrigin"};
  const Choice choice{ids[which]};
  const TestFunctionSpec& spec = testFunctionSpec(choice.id);
  const auto function = makeTestFunction(choice);
  const Slice slice{.origin = Vector::Zero(2),
                    .u = Vector::Unit(2, 0),
                    .v = Vector::Unit(2, 1),
                    .a = spec.x,
                    .b = spec.y,
                    .aLabel = "x",
                    .bLabel = "y",
                    .how = {}};
  SurfaceScene scene;
  scene.surface = std::make_shared<Surface>(computeSurface(*function, slice, grid));
  scene.aTitle = "x";
  scene.bTitle = "y";
  scene.lossTitle = "loss";
  scene.minimum = Eigen::Vector3d(spec.minima[0].x, spec.minima[0].y, spec.minima[0].value);
  Trail trail;
  for (int i = 0; i < 400; ++i) {
    const Eigen::Vector2d at(spec.startX * (1 - i / 400.0), spec.startY * (1 - i / 400.0));
    trail.points.emplace_back(at.x(), at.y(), function->value(at));
  }
  trail.color = PlotStyle::light().accent;
  scene.trails.push_back(trail);
  return scene;
}

void turning(benchmark::State& state, SurfaceQuality quality) {
  const SurfaceScene scene = sceneOf(state.range(0), state.range(1));
  const auto geometry = surfaceGeometry(scene);
  int turn = 0;
  for (auto _ : state) {
    const View view(Camera::home().orbited(30 * turn++, 0), area);
    QImage image = surfaceBaseImage(scene, geometry.get(), view, PlotStyle::light(), quality, 1);
    QPainter painter(&image);
    paintSurfaceOverlay(painter, scene, *geometry, view, PlotStyle::light());
    benchmark::DoNotOptimize(image.constBits());
  }
  state.counters["frames/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// From the loss to its logarithm, and what is on it.
struct Glide {
  explicit Glide(const benchmark::State& state) {
    SurfaceScene scene = sceneOf(state.range(0), state.range(1));
    const auto plain = std::make_shared<const SurfaceScene>(scene);
    scene.logarithmic = true;
    to = {std::make_shared<const SurfaceScene>(scene), surfaceGeometry(scene)};
    step.from = {plain, surfaceGeometry(*plain)};
    step.share = 0.4;
  }
  MorphStep step;
  ShownSurface to;
};

void glidingHeights(benchmark::State& state) {
  const Glide glide(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        SurfaceGeometry(*glide.step.from.geometry, *glide.to.geometry, glide.step.share));
}

void glidingWays(benchmark::State& state) {
  const Glide glide(state);
  const SurfaceGeometry between(*glide.step.from.geometry, *glide.to.geometry, glide.step.share);
  for (auto _ : state) benchmark::DoNotOptimize(sceneBetween(glide.step, glide.to, between));
}

void gliding(benchmark::State& state) {
  const Glide glide(state);
  const View view(Camera::home(), area);
  for (auto _ : state) {
    const ShownSurface shown = morphed(glide.step, glide.to);
    benchmark::DoNotOptimize(surfaceBaseImage(*shown.scene, shown.geometry.get(), view, PlotStyle::light(),
                                              SurfaceQuality::moving, 1));
  }
}

BENCHMARK(glidingHeights)->ArgsProduct({{101, 201}, {1, 2}})->Unit(benchmark::kMillisecond);
BENCHMARK(glidingWays)->ArgsProduct({{101, 201}, {1}})->Unit(benchmark::kMillisecond);
BENCHMARK(gliding)->ArgsProduct({{101, 201}, {1, 2}})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(turning, moving, SurfaceQuality::moving)
    ->ArgsProduct({{101, 201}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(turning, resting, SurfaceQuality::resting)
    ->ArgsProduct({{101, 201}, {0, 2}})
    ->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}

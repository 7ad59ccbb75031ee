// What it costs a run that somebody looks on: steps a second of a run by itself, of a run that hands over its
// frames, and of one that the window follows, with each of its tabs shown. The seconds are those that the
// run's thread was at work (Linux tells), so that a busy machine does not count; the surface and the views
// work on other threads. Prints; judges nothing.
#include "core/base/time_at_work.h"
#include "tests/benchmarks/threads_at_work.h"
#include "tests/benchmarks/window_benchmarking.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/shell/application_style.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTabBar>

#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <thread>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

using Set = std::map<std::string, Value>;

constexpr qint64 warmUp = 500, measured = 2000;  // milliseconds

struct Work {
  const char* name;
  Set set;
};

Value text(const char* words) { return std::string(words); }
Value whole(std::int64_t number) { return number; }

const Work works[] = {
    {"belgian_calls, full batch", {}},
    {"2-8-8-1, batch 10",
     {{"dataset.id", text("plane")},
      {"model.id", text("mlp")},
      {"model.layers", whole(2)},
      {"model.width", whole(8)},
      {"optimizer.learning_rate", 0.01},
      {"training.batch_size", whole(10)}}},
    {"2-64-64-1, 2,000 rows, batch 32",
     {{"dataset.id", text("plane")},
      {"dataset.samples", whole(2000)},
      {"model.id", text("mlp")},
      {"model.layers", whole(2)},
      {"model.width", whole(64)},
      {"optimizer.learning_rate", 0.01},
      {"training.batch_size", whole(32)}}},
    {"100,000 rows, full batch", {{"dataset.id", text("noisy_line")}, {"dataset.samples", whole(100000)}}},
    {"100,000 rows, batch 32",
     {{"dataset.id", text("noisy_line")},
      {"dataset.samples", whole(100000)},
      {"training.batch_size", whole(32)}}}};

Experiment experimentOf(const Work& work) {
  return withSettings(withSettings(defaultExperiment(), work.set), {{"training.epochs", whole(1000000000)}});
}

double aloneStepsASecond(const std::shared_ptr<const Problem>& problem) {
  double result = 0;
  std::thread([&] {
    RecordedRun run(problem);
    const auto atWork = [] { return std::chrono::duration<double>(timeAtWork()).count(); };
    const auto goOn = [&](qint64 milliseconds) {
      const double from = atWork();
      while (atWork() - from < static_cast<double>(milliseconds) / 1000)
        for (int i = 0; i < 256; ++i) run.step();  // beside which a look at the clock costs nothing
      return atWork() - from;
    };
    goOn(warmUp);
    const std::int64_t before = run.headStep();
    const double seconds = goOn(measured);
    result = static_cast<double>(run.headStep() - before) / seconds;
  }).join();
  return result;
}

struct Following {
  double steps = 0;   // a second of the run's work
  double frames = 0;  // a second
};

// By the frames that arrive: `take` gives the step of each new one.
template <class Take>
Following follow(long thread, Take take) {
  QElapsedTimer timer;
  timer.start();
  double workBefore = 0, work = 0;
  std::int64_t first = -1, last = 0;
  qint64 from = 0, to = 0;
  int frames = 0;
  while (timer.elapsed() < warmUp + measured) {
    waitForEvents();
    const std::int64_t step = take();
    if (step < 0 || timer.elapsed() < warmUp) continue;
    work = secondsAtWork()[thread];
    if (first < 0) first = step, from = timer.nsecsElapsed(), workBefore = work;
    last = step;
    to = timer.nsecsElapsed();
    ++frames;
  }
  const double seconds = static_cast<double>(to - from) / 1e9;
  return {static_cast<double>(last - first) / (work - workBefore), (frames - 1) / seconds};
}

Following liveStepsASecond(const std::shared_ptr<const Problem>& problem) {
  std::optional<LiveRun> made;
  const long thread = threadStartedBy([&] { made.emplace([] {}); });
  LiveRun& run = *made;
  run.setSpeed(asFastAsItGoes);
  run.load(problem);
  run.play();
  return follow(thread, [&run] {
    const auto frame = run.takeFrame();
    return frame ? frame->headStep : -1;
  });
}

Following windowStepsASecond(MainWindow& window, long thread, const Experiment& experiment) {
  Session& session = window.session();
  bool opened = false;
  QObject::connect(
      &session, &Session::problemChanged, &window, [&opened] { opened = true; }, Qt::SingleShotConnection);
  session.open(experiment);
  millisecondsUntil(
      [&] { return opened && session.frame() && session.surface() && session.surface()->finished; });
  session.setSpeed(asFastAsItGoes);
  session.play();
  std::shared_ptr<const RunFrame> seen;
  const Following result = follow(thread, [&] {
    if (session.frame() == seen) return std::int64_t{-1};
    seen = session.frame();
    return seen->headStep;
  });
  session.pause();
  return result;
}

void print(const char* what, Following figures, double alone) {
  std::printf("  %-28s %10.0f steps a second (%5.1f %%), %5.1f frames a second\n", what, figures.steps,
              100 * figures.steps / alone, figures.frames);
  std::fflush(stdout);
}

void measure(MainWindow& window, long thread, const Work& work) {
  const Experiment experiment = experimentOf(work);
  const auto problem = build(experiment);
  const double alone = aloneStepsASecond(problem);
  std::printf("%s\n", work.name);
  print("by itself", {alone, 0}, alone);
  print("with its frames taken", liveStepsASecond(problem), alone);
  auto* tabs = window.findChild<RunTabs*>()->findChild<QTabBar*>();
  for (int i = 0; i < tabs->count(); ++i) {
    tabs->setCurrentIndex(i);
    print(qPrintable("in the window, " + tabs->tabText(i)), windowStepsASecond(window, thread, experiment),
          alone);
  }
  print("by itself, again", {aloneStepsASecond(problem), 0}, alone);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  applyApplicationStyle(application);
  std::optional<MainWindow> made;
  const long thread = threadStartedBy([&made] { made.emplace(); });  // its session's run comes first
  MainWindow& window = *made;
  window.openExample(0);
  window.resize(1280, 800);
  window.show();
  for (const Work& work : works)
    if (argc < 2 || std::string(work.name).find(argv[1]) != std::string::npos) measure(window, thread, work);
  return 0;
}

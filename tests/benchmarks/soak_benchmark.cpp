// Whether the window can be left running: a small network trains for ten million steps (or as many millions
// as the first argument says) at full speed, with tabs and losses switched and the timeline dragged now and
// then, and the resident memory is printed after each million. Judges nothing.
#include "tests/benchmarks/window_benchmarking.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/shell/application_style.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTabBar>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

// Linux tells; elsewhere 0.
double residentMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  return 0;
}

void report(const Session& session, const QElapsedTimer& clock) {
  const auto frame = session.frame();
  std::printf("%9lld steps  %7.1f s  %7.1f MB resident  loss %.6g  %zu records  %zu seams\n",
              static_cast<long long>(frame->headStep), static_cast<double>(clock.elapsed()) / 1000,
              residentMegabytes(), frame->now.training, frame->epochs.size(), frame->seams.size());
  std::fflush(stdout);
}

Experiment smallNetwork() {
  return withSettings(defaultExperiment(), {{"dataset.id", std::string("plane")},
                                            {"model.id", std::string("mlp")},
                                            {"model.layers", std::int64_t{2}},
                                            {"model.width", std::int64_t{8}},
                                            {"optimizer.learning_rate", 0.01},
                                            {"training.batch_size", std::int64_t{10}},
                                            {"training.epochs", std::int64_t{1000000000}}});
}

void untilStep(Session& session, std::int64_t step) {
  while (!session.frame() || session.frame()->headStep < step) waitForEvents();
}

// To and fro, and back to where it goes on.
void scrub(Session& session) {
  session.pause();
  millisecondsUntil([&] { return !session.frame()->running; });
  const std::int64_t head = session.frame()->headStep;
  for (int i = 1; i <= 20; ++i) {
    session.goTo(head / 20 * (i * 7 % 20));
    waitFor(20);
  }
  session.goToHead();
  millisecondsUntil([&] { return session.frame()->atHead(); });
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  applyApplicationStyle(application);
  const std::int64_t millions = argc > 1 ? std::atoll(argv[1]) : 10;
  MainWindow window;
  Session& session = window.session();
  session.open(smallNetwork());
  window.resize(1280, 800);
  window.show();
  millisecondsUntil([&] { return session.frame() && session.surface() && session.surface()->finished; });
  session.setSpeed(asFastAsItGoes);
  QElapsedTimer clock;
  clock.start();
  report(session, clock);
  auto* tabs = window.findChild<RunTabs*>()->findChild<QTabBar*>();
  const char* losses[] = {"huber", "mae", "mse"};
  constexpr std::int64_t part = 200000;
  session.play();
  for (std::int64_t k = 1; k <= 5 * millions; ++k) {
    untilStep(session, k * part);
    tabs->setCurrentIndex(static_cast<int>(k % tabs->count()));
    if (k % 5 == 0) report(session, clock);
    if (k % 3 == 0) session.set("loss.id", std::string(losses[k / 3 % 3]));
    if (k % 4 == 0) scrub(session);
    session.play();
  }
  session.pause();
  waitFor(500);
  report(session, clock);
  return 0;
}

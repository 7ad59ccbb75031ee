// How quick the window is, in figures: the time to the finished opening picture, a loss switch, and how long
// the window's thread is held while a long run goes on. Prints; judges nothing.
#include "core/experiment/examples.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/application_style.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

// Sleeps between events, as a window does: a loop that spins would take a processor from the work.
void waitForEvents() {
  static QTimer* const tick = [] {
    auto* timer = new QTimer(qApp);
    timer->start(1);
    return timer;
  }();
  (void)tick;
  QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

template <class Condition>
double millisecondsUntil(Condition condition) {
  QElapsedTimer timer;
  timer.start();
  while (!condition() && timer.elapsed() < 60000) waitForEvents();
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

bool surfaceIsFinished(const Session& session) {
  const auto surface = session.surface();
  return surface && surface->finished && surface->problem->experiment == session.experiment();
}

// Not only computed: in the picture that the window shows.
bool surfaceIsShown(MainWindow& window) {
  const Session& session = window.session();
  return surfaceIsFinished(session) &&
         window.findChild<SurfaceView*>()->shownSurface() == session.surface()->surface;
}

// Asks the window's thread for a sign of life every millisecond, from outside, and keeps how long each answer
// took.
class Watchdog {
 public:
  explicit Watchdog(QObject* window)
      : thread_([this, window](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            std::atomic<bool> answered{false};
            QElapsedTimer timer;
            timer.start();
            QMetaObject::invokeMethod(
                window, [&answered] { answered = true; }, Qt::QueuedConnection);
            while (!answered && !(stop.stop_requested() && timer.elapsed() > 1000))
              std::this_thread::sleep_for(std::chrono::microseconds(100));
            waits_.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
        }) {}

  std::vector<double> finish() {
    thread_.request_stop();
    while (thread_.joinable() && !done()) waitForEvents();
    return waits_;
  }

 private:
  bool done() {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 50) waitForEvents();
    thread_.join();
    return true;
  }

  std::vector<double> waits_;
  std::jthread thread_;
};

void report(const char* what, std::vector<double> figures) {
  std::sort(figures.begin(), figures.end());
  const auto at = [&](double share) {
    return figures[static_cast<std::size_t>(share * static_cast<double>(figures.size() - 1))];
  };
  std::printf("%-52s median %8.2f ms   99 %% %8.2f ms   largest %8.2f ms   (%zu)\n", what, at(0.5), at(0.99),
              at(1), figures.size());
}

// A long run at full speed, with a loss or a rate changed every 0.4 seconds.
void watch(MainWindow& window, const char* what, const std::map<std::string, Value>& set) {
  const char* losses[] = {"mae", "huber", "mse"};
  Session& session = window.session();
  session.open(
      withSettings(withSettings(defaultExperiment(), set), {{"training.epochs", std::int64_t{1000000000}}}));
  session.setSpeed(asFastAsItGoes);
  millisecondsUntil([&] { return surfaceIsShown(window); });
  session.play();
  Watchdog watchdog(&window);
  QElapsedTimer run;
  run.start();
  for (int i = 0; run.elapsed() < 15000; ++i) {
    QElapsedTimer pause;
    pause.start();
    while (pause.elapsed() < 400) waitForEvents();
    if (i % 2)
      session.set("loss.id", std::string(losses[static_cast<std::size_t>(i / 2) % 3]));
    else
      session.set("optimizer.learning_rate", 0.02 + 0.001 * (i % 20));
  }
  report(what, watchdog.finish());
  std::printf("%-52s %8.0f\n", "steps a second meanwhile",
              static_cast<double>(session.frame()->state.step) / 15);
  session.pause();
}

// A run of 100,000 steps, and its timeline dragged to and fro: from the wish to the views that show it.
void scrub(MainWindow& window, const char* what, const std::map<std::string, Value>& set) {
  constexpr std::int64_t steps = 100000;
  Session& session = window.session();
  session.open(
      withSettings(withSettings(defaultExperiment(), set), {{"training.epochs", std::int64_t{1000000}}}));
  session.setSpeed(asFastAsItGoes);
  millisecondsUntil([&] { return surfaceIsShown(window); });
  session.play();
  millisecondsUntil([&] { return session.frame() && session.frame()->headStep >= steps; });
  session.pause();
  millisecondsUntil([&] { return !session.frame()->running; });
  std::vector<double> waits;
  for (std::int64_t i = 1; i <= 200; ++i) {
    const std::int64_t to = i * 7919 * 13 % steps;
    QElapsedTimer timer;
    timer.start();
    session.goTo(to);
    millisecondsUntil([&] { return session.frame()->state.step == to; });
    window.repaint();
    waits.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
  }
  report(what, waits);
}

}  // namespace

int main(int argc, char** argv) {
  QElapsedTimer sinceStart;
  sinceStart.start();
  QApplication application(argc, argv);
  applyApplicationStyle(application);
  MainWindow window;
  Session& session = window.session();
  window.openExample(0);
  window.show();
  millisecondsUntil([&] { return session.frame() && surfaceIsShown(window); });
  window.repaint();
  QCoreApplication::processEvents();
  std::printf("platform %s, %dx%d\n", qPrintable(QGuiApplication::platformName()), window.width(),
              window.height());
  std::printf("%-52s %8.1f ms\n", "start of main to the finished opening picture",
              static_cast<double>(sinceStart.nsecsElapsed()) / 1e6);

  std::vector<double> switches;
  const char* losses[] = {"mae", "huber", "mse"};
  for (int i = 0; i < 60; ++i) {
    QElapsedTimer timer;
    timer.start();
    session.set("loss.id", std::string(losses[i % 3]));
    millisecondsUntil([&] { return surfaceIsShown(window); });
    window.repaint();
    switches.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    millisecondsUntil([&, rest = QDeadlineTimer(250)] { return rest.hasExpired(); });
  }
  report("loss switch to the finished 101x101 surface drawn", switches);

  scrub(window, "scrub over 100,000 steps, drawn", {});
  scrub(window, "the same, 1,000 points in batches of 32 by Adam",
        {{"dataset.id", std::string("noisy_line")},
         {"dataset.samples", std::int64_t{1000}},
         {"optimizer.id", std::string("adam")},
         {"training.batch_size", std::int64_t{32}}});
  watch(window, "window's thread held, 15 s of running and switching", {});
  watch(window, "the same with 100,000 points and batches of 32",
        {{"dataset.id", std::string("noisy_line")},
         {"dataset.samples", std::int64_t{100000}},
         {"training.batch_size", std::int64_t{32}}});
  return 0;
}

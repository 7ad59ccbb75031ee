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

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

template <class Condition>
double millisecondsUntil(Condition condition) {
  QElapsedTimer timer;
  timer.start();
  while (!condition() && timer.elapsed() < 60000) QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
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
    while (thread_.joinable() && !done()) QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    return waits_;
  }

 private:
  bool done() {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 50) QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
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

  session.set("training.epochs", std::int64_t{1000000000});
  session.setSpeed(asFastAsItGoes);
  millisecondsUntil([&] { return surfaceIsFinished(session); });
  session.play();
  Watchdog watchdog(&window);
  QElapsedTimer run;
  run.start();
  for (int i = 0; run.elapsed() < 20000; ++i) {
    QElapsedTimer pause;
    pause.start();
    while (pause.elapsed() < 400) QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    if (i % 2)
      session.set("loss.id", std::string(losses[static_cast<std::size_t>(i / 2) % 3]));
    else
      session.set("optimizer.learning_rate", 0.02 + 0.001 * (i % 20));
  }
  report("window's thread held, 20 s of running and switching", watchdog.finish());
  std::printf("%-52s %8.0f\n", "steps a second meanwhile",
              static_cast<double>(session.frame()->state.step) / 20);
  session.pause();
  return 0;
}

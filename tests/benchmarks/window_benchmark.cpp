// How quick the window is, in figures: the time to the finished opening picture, a loss switch, and how long
// the window's thread is held while a long run goes on. Prints; judges nothing.
#include "core/experiment/examples.h"
#include "tests/benchmarks/window_benchmarking.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/data_view.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/application_style.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

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

void sendMouse(QWidget* target, QEvent::Type type, QPointF place) {
  const bool moves = type == QEvent::MouseMove, released = type == QEvent::MouseButtonRelease;
  QMouseEvent event(type, place, target->mapToGlobal(place), moves ? Qt::NoButton : Qt::LeftButton,
                    released ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(target, &event);
}

// A point goes round in the data view, sixty moves a second: how far the window is behind the hand.
void dragPoint(MainWindow& window, const char* what, const std::map<std::string, Value>& set) {
  Session& session = window.session();
  bool opened = false;
  QObject::connect(
      &session, &Session::problemChanged, &window, [&opened] { opened = true; }, Qt::SingleShotConnection);
  session.open(withSettings(defaultExperiment(), set));
  session.setSpeed(asFastAsItGoes);
  millisecondsUntil([&] { return opened && surfaceIsShown(window); });
  session.play();
  millisecondsUntil([&] { return session.frame() && session.frame()->state.stop != Stop::none; });
  auto* view = window.findChild<DataView*>();
  view->setTool(DataTool::edit);
  QWidget* target = view->viewport();
  const Dataset& data = *session.problem()->dataset;
  const auto pixelOf = [view](QPointF place) {
    return QPointF(view->mapFromScene(view->chart()->mapToScene(view->plotScale().toPixel(place))));
  };
  const QPointF from = pixelOf({data.features(5, 0), data.target(5, 0)});
  std::vector<double> surfaces, behind;
  QElapsedTimer sinceSurface, sinceMove;
  std::shared_ptr<const Problem> answered;
  const auto surfaceSeen = QObject::connect(&session, &Session::surfaceChanged, [&] {
    surfaces.push_back(static_cast<double>(sinceSurface.nsecsElapsed()) / 1e6);
    sinceSurface.start();
  });
  const auto frameSeen = QObject::connect(&session, &Session::frameChanged, [&] {
    if (session.frame()->problem == answered || session.frame()->problem != session.problem()) return;
    answered = session.problem();
    behind.push_back(static_cast<double>(sinceMove.nsecsElapsed()) / 1e6);
  });
  sendMouse(target, QEvent::MouseButtonPress, from);
  Watchdog watchdog(&window);
  sinceSurface.start();
  for (int move = 1; move <= 300; ++move) {
    sinceMove.start();
    sendMouse(target, QEvent::MouseMove, from + 40 * QPointF(std::sin(0.1 * move), 1 - std::cos(0.1 * move)));
    millisecondsUntil([&] { return sinceMove.elapsed() >= 16; });
  }
  sendMouse(target, QEvent::MouseButtonRelease, from);
  QObject::disconnect(surfaceSeen);
  QObject::disconnect(frameSeen);
  std::printf("%s: of 300 moves %zu were shown\n", what, behind.size());
  report("  from a move to the run that knows it", behind);
  report("  between two surfaces", surfaces);
  report("  window's thread held", watchdog.finish());
  view->setTool(DataTool::inspect);
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
  dragPoint(window, "a point is dragged", {});
  dragPoint(window, "the same among 20,000 points",
            {{"dataset.id", std::string("noisy_line")}, {"dataset.samples", std::int64_t{20000}}});
  watch(window, "window's thread held, 15 s of running and switching", {});
  watch(window, "the same with 100,000 points and batches of 32",
        {{"dataset.id", std::string("noisy_line")},
         {"dataset.samples", std::int64_t{100000}},
         {"training.batch_size", std::int64_t{32}}});
  return 0;
}

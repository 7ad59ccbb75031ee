// What six runs that train in step cost: epochs a second of one by itself, of six by themselves, and of six
// that the window follows with each of the duel's tabs shown; and for how long the window's thread is held
// meanwhile. The seconds are those that the run's thread was at work. Prints; judges nothing.
#include "core/base/time_at_work.h"
#include "core/duel/duel_problems.h"
#include "tests/benchmarks/threads_at_work.h"
#include "tests/benchmarks/window_benchmarking.h"
#include "ui/pages/duel/duel_tabs.h"
#include "ui/shell/application_style.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QApplication>
#include <QTabBar>

#include <chrono>
#include <cstdio>
#include <limits>
#include <string>
#include <thread>

namespace {

using namespace lossarium;
using namespace lossarium::ui;

constexpr double measured = 3;  // seconds
constexpr double limitless = std::numeric_limits<double>::infinity();

Value text(const char* words) { return std::string(words); }
Value whole(std::int64_t number) { return number; }

// 2-8-8-1 on 500 rows, by six losses.
DuelPlan sixLosses(std::int64_t batch) {
  DuelPlan plan{{withSettings(defaultExperiment(), {{"dataset.id", text("two_moons")},
                                                    {"dataset.samples", whole(500)},
                                                    {"model.id", text("mlp")},
                                                    {"model.layers", whole(2)},
                                                    {"model.width", whole(8)},
                                                    {"loss.id", text("log_loss")},
                                                    {"optimizer.id", text("adam")},
                                                    {"optimizer.learning_rate", 0.001},
                                                    {"training.batch_size", whole(batch)},
                                                    {"training.epochs", whole(1000000000)}})}};
  for (const char* loss : {"brier", "focal", "hinge", "squared_hinge", "exponential"})
    plan = withCopy(plan, 0, "loss.id", text(loss));
  return plan;
}

double atWork() { return std::chrono::duration<double>(timeAtWork()).count(); }

// On a thread of its own, which alone counts.
template <class Epoch>
double epochsASecond(const Epoch& epoch) {
  double result = 0;
  std::thread([&] {
    for (int i = 0; i < 50; ++i) epoch();
    const double from = atWork();
    int epochs = 0;
    while (atWork() - from < measured) {
      for (int i = 0; i < 8; ++i) epoch();
      epochs += 8;
    }
    result = epochs / (atWork() - from);
  }).join();
  return result;
}

double oneAlone(const std::shared_ptr<const Problem>& problem) {
  RecordedRun run(problem);
  return epochsASecond([&run] {
    const std::int64_t before = run.state().epoch;
    while (run.state().epoch == before) run.step();
  });
}

void print(const char* what, double epochs, double one) {
  std::printf("  %-34s %9.0f epochs a second, 1/%.2f of one\n", what, epochs, one / epochs);
  std::fflush(stdout);
}

// Of all threads the duel's is the one that works most while a duel hurries on.
long duelThread(DuelSession& session) {
  session.open(sixLosses(0));
  millisecondsUntil(
      [&] { return session.frame() && session.frame()->runs.size() == 6 && session.surfaces(); });
  waitFor(3000);  // the surfaces are done by then
  session.setSpeed(limitless);
  session.play();
  const auto before = secondsAtWork();
  waitFor(600);
  long busiest = 0;
  double most = 0;
  for (const auto& [thread, seconds] : secondsAtWork()) {
    const auto known = before.find(thread);
    const double spent = known == before.end() ? 0 : seconds - known->second;
    if (thread == static_cast<long>(QCoreApplication::applicationPid()) || spent <= most) continue;
    most = spent;
    busiest = thread;
  }
  session.pause();
  return busiest;
}

double inTheWindow(DuelSession& session, long thread) {
  waitFor(500);
  const auto epochNow = [&] { return static_cast<double>(session.frame()->epoch); };
  auto seen = session.frame();
  millisecondsUntil([&] { return session.frame() != seen; });
  const double first = epochNow(), from = secondsAtWork()[thread];
  waitFor(static_cast<qint64>(measured * 1000));
  seen = session.frame();
  millisecondsUntil([&] { return session.frame() != seen; });
  return (epochNow() - first) / (secondsAtWork()[thread] - from);
}

void measure(MainWindow& window, long thread, const char* name, std::int64_t batch) {
  const DuelPlan plan = sixLosses(batch);
  const Duel::Setup problems = buildDuel(plan);
  std::printf("%s\n", name);
  const double one = oneAlone(problems.front());
  print("one by itself", one, one);
  Duel duel(problems);
  print("six by themselves", epochsASecond([&duel] { duel.step(); }), one);
  DuelSession& session = window.duel();
  session.open(plan);
  millisecondsUntil([&] { return session.plan() == plan && session.frame() && session.surfaces(); });
  session.setSpeed(limitless);
  session.play();
  auto* tabs = window.findChild<DuelTabs*>()->findChild<QTabBar*>();
  for (int i = 0; i < tabs->count(); ++i) {
    tabs->setCurrentIndex(i);
    Watchdog watchdog(&window);
    const double epochs = inTheWindow(session, thread);
    const auto held = watchdog.finish();
    print(qPrintable("six in the window, " + tabs->tabText(i)), epochs, one);
    report("    window's thread held", held);
  }
  session.pause();
  print("one by itself, again", oneAlone(problems.front()), one);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  applyApplicationStyle(application);
  MainWindow window;
  window.openExample(0);
  window.resize(1280, 800);
  window.show();
  for (QAction* action : window.findChildren<QAction*>())
    if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_3)) action->trigger();
  millisecondsUntil([&] { return window.duel().frame() != nullptr; });
  const long thread = duelThread(window.duel());
  measure(window, thread, "2-8-8-1, 500 rows, full batch", 0);
  measure(window, thread, "2-8-8-1, 500 rows, batch 32", 32);
  return 0;
}

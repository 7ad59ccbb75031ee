// What six runs that train in step cost: epochs a second of each by itself, of six by themselves, and of six
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

constexpr std::int64_t atOnce = 16;  // as many as between two looks at the clock
constexpr std::int64_t earlyEpochs = 8192;
constexpr double measured = 2;  // seconds
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

struct Pace {
  double early = 0;  ///< epochs a second of the first ones, of which a run keeps every moment,
  double late = 0;   ///< and of those after them
};

// On a thread of its own, which alone counts. `epochs` does so many.
template <class Epochs>
Pace paceOf(const Epochs& epochs) {
  Pace pace;
  std::thread([&] {
    const auto time = [&](std::int64_t count) {
      const double from = atWork();
      for (std::int64_t done = 0; done < count; done += atOnce) epochs(atOnce);
      return static_cast<double>(count) / (atWork() - from);
    };
    pace.early = time(earlyEpochs);
    pace.late = time(2 * earlyEpochs);
  }).join();
  return pace;
}

Pace alone(const std::shared_ptr<const Problem>& problem) {
  RecordedRun run(problem);
  return paceOf([&run](std::int64_t count) {
    const std::int64_t goal = run.state().epoch + count;
    while (run.state().epoch < goal) run.step();
  });
}

void print(const char* what, double epochs, double one) {
  std::printf("  %-34s %9.0f epochs a second, 1/%.2f of one\n", what, epochs, one / epochs);
  std::fflush(stdout);
}

void openIn(DuelSession& session, const DuelPlan& plan) {
  bool opened = false;
  QObject::connect(
      &session, &DuelSession::opened, &session, [&opened] { opened = true; }, Qt::SingleShotConnection);
  session.open(plan);
  millisecondsUntil([&] { return opened && session.frame() && session.frame()->runs.size() == 6; });
  waitFor(3000);  // the surfaces are done by then
  session.setSpeed(limitless);
  session.play();
}

// Of all threads the duel's is the one that works most while a duel hurries on.
long duelThread(DuelSession& session) {
  openIn(session, sixLosses(0));
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
  // Losses cost differently: one is what they take on average.
  Pace seconds;
  for (const auto& problem : problems) {
    const Pace pace = alone(problem);
    std::printf("  %-34s %9.0f, later %.0f epochs a second\n", problem->experiment.loss.id.c_str(),
                pace.early, pace.late);
    seconds.early += 1 / pace.early;
    seconds.late += 1 / pace.late;
  }
  const auto count = static_cast<double>(problems.size());
  const Pace one{count / seconds.early, count / seconds.late};
  Duel duel(problems);
  const Pace six = paceOf([&duel](std::int64_t epochs) { duel.steps(epochs); });
  print("six by themselves", six.early, one.early);
  print("six by themselves, later", six.late, one.late);
  DuelSession& session = window.duel();
  openIn(session, plan);
  auto* tabs = window.findChild<DuelTabs*>()->findChild<QTabBar*>();
  for (int i = 0; i < tabs->count(); ++i) {
    tabs->setCurrentIndex(i);
    Watchdog watchdog(&window);
    const double epochs = inTheWindow(session, thread);
    const auto held = watchdog.finish();
    print(qPrintable("six in the window, " + tabs->tabText(i)), epochs, one.late);
    report("    window's thread held", held);
  }
  session.pause();
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

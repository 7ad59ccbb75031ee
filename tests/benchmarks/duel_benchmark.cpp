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
constexpr double measured = 2;       // seconds
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
template <class Epochs>
double epochsASecond(const Epochs& epochsDone) {
  double result = 0;
  std::thread([&] {
    for (int i = 0; i < 50; ++i) epochsDone();
    const double from = atWork();
    std::int64_t epochs = 0;
    while (atWork() - from < measured) epochs += epochsDone();
    result = static_cast<double>(epochs) / (atWork() - from);
  }).join();
  return result;
}

double oneAlone(const std::shared_ptr<const Problem>& problem) {
  RecordedRun run(problem);
  return epochsASecond([&run] {
    const std::int64_t before = run.state().epoch;
    while (run.state().epoch < before + atOnce) run.step();
    return atOnce;
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
  double seconds = 0;
  for (const auto& problem : problems) {
    const double epochs = oneAlone(problem);
    std::printf("  %-34s %9.0f epochs a second\n", problem->experiment.loss.id.c_str(), epochs);
    seconds += 1 / epochs;
  }
  const double one = static_cast<double>(problems.size()) / seconds;
  print("one by itself, on average", one, one);
  Duel duel(problems);
  print("six by themselves", epochsASecond([&duel] { return duel.steps(atOnce); }), one);
  DuelSession& session = window.duel();
  openIn(session, plan);
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

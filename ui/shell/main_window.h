// The window: menus, the transport bar, the page, messages, and the files that come in and go out.
#pragma once

#include "core/base/latest_job.h"
#include "ui/plots/data_tool.h"
#include "ui/session/boxes_session.h"
#include "ui/session/duel_session.h"
#include "ui/session/race_session.h"
#include "ui/session/session.h"
#include "ui/shell/application_style.h"
#include "ui/shell/theme.h"
#include "ui/widgets/notice_bar.h"

#include <QMainWindow>

#include <functional>
#include <map>
#include <optional>
#include <string>

class QAction;
class QButtonGroup;
class QLabel;
class QMenu;
class QProgressBar;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace lossarium {
struct Remedy;
}

namespace lossarium::ui {

class BoxesPage;
class DuelPage;
class LossesPage;
class Page;
class RacePage;
class TrainPage;
class TransportBar;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  MainWindow();
  ~MainWindow() override;

  Session& session() { return session_; }
  DuelSession& duel() { return duel_; }
  RaceSession& race() { return race_; }
  BoxesSession& boxes() { return boxes_; }
  /// A session or a CSV file; says what is wrong if it cannot be opened.
  void openFile(const QString& file);
  /// A ready experiment, perhaps with another loss.
  void openExample(std::size_t index, const std::optional<Choice>& loss = {});
  /// Does not bring its page to the front.
  void openReadyDuel(std::size_t index);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  /// What can be saved under a name, and what to see in it.
  struct Document {
    QString file;                        ///< empty: none yet
    Experiment saved;                    ///< as it stands there
    std::optional<std::size_t> example;  ///< whose sentence tells it, while that still holds
  };
  /// The same of a race or a duel.
  template <class Plan>
  struct Filed {
    QString file = {};
    Plan saved = {};
    std::optional<std::size_t> ready = {};  ///< of which of the ready ones the sentence tells it

    bool hasChanged(const Plan& now) const { return !file.isEmpty() && now != saved; }
  };
  /// Of what the notice speaks: that something could not be done, how the run ended, or just so.
  enum class Notice { complaint, run, remark };

  /// A stop for which ways on were offered.
  struct StopSeen {
    std::int64_t generation = -1;
    std::int64_t step = 0;
    bool restored = false;
    bool operator==(const StopSeen&) const = default;
  };

  void say(const QString& message, Notice kind, Tone tone, const std::vector<NoticeAction>& actions = {});
  void complain(const QString& message);
  void unsay(Notice kind);
  void forgetWhatIsMended();
  bool isNew(const RunFrame& frame);
  void sayDivergence(const RunFrame& frame);
  void offer(const QString& message, const std::vector<Remedy>& remedies);
  void offerWaysOn(const RunFrame& frame);
  void makeFileMenu();
  void makeEditMenu();
  void makeRunMenu();
  void makeViewMenu();
  void makeHelpMenu();
  QAction* add(QMenu* menu, const QString& text, const QKeySequence& key, std::function<void()> act);
  void arrange();
  QWidget* makeTopRow();
  void arrangeStatusBar();
  void applyTheme(bool dark);
  void setTextSize(int pixels);
  void chooseTextSize(int pixels);
  void present();
  void leaveFullViews();
  void takeTool(DataTool tool);
  void askToOpen();
  void pasteData();
  void acceptFiles();
  void openCells(const QString& text);
  void openSession(const QString& file);
  void sayTableIsMissing(const QString& session, const Experiment& experiment);
  void findTable(const QString& session, const Experiment& experiment);
  /// Whether it was written.
  bool save(bool askName);
  bool saveFit(bool askName);
  bool saveRace(bool askName);
  bool mayLeave(const QString& file, const std::function<bool()>& saveIt);
  bool openRace(const QString& file);
  bool hasUnsavedFit();
  void showProgress(const QString& what, std::optional<double> fraction);
  void showWork(bool shown);
  void showRun();
  void showDocument();
  void showName();
  QString farAway() const;
  void makePageButtons();
  /// Made when they are first asked for: the window opens sooner.
  void makeLatePages();
  void makeDuelPage();
  void makeRacePage();
  void makeBoxesPage();
  void showPage(int index);
  static constexpr int duelPlace = 2, racePlace = 3, boxesPlace = 4;  ///< of their pages
  Page* shownPage() const;
  /// What the keys for time and undo speak to.
  Playable& played();
  bool races() const;
  bool duels() const;
  bool showsBoxes() const;
  bool simulates() const;
  /// Whether what is shown has a document of its own beside the fit's.
  bool isApart() const { return races() || duels() || showsBoxes(); }
  TransportBar& transport() const;
  void connectDuel();
  void showDuel();
  void openFirstDuel();
  const char* duelSentence();
  void compare(const QString& key, const Value& value);
  void showCloseUp(std::size_t contender);
  bool openDuel(const QString& file, const std::vector<Experiment>& experiments);
  bool saveDuel(bool askName);
  bool openBoxes(const QString& file, const std::vector<Experiment>& experiments);
  bool saveBoxes(bool askName);
  Filed<RacePlan>& raceDocument() { return races_[race_.document()]; }
  Filed<DuelPlan>& duelDocument() { return duels_[duel_.document()]; }
  Filed<BoxRacePlan>& boxesDocument() { return boxRaces_[boxes_.document()]; }
  bool hasUnsavedBoxes() { return boxesDocument().hasChanged(boxes_.plan()); }
  bool hasUnsavedRace() { return raceDocument().hasChanged(race_.plan()); }
  bool hasUnsavedDuel() { return duelDocument().hasChanged(duel_.plan()); }
  std::vector<Page*> allPages() const;
  void connectRace();
  void showRace();
  static bool isPicture(const QString& file);
  void openPicture(const QString& file);
  void connectBoxes();
  void showBoxes();
  std::vector<TransportBar*> transports() const;
  void showTransport();

  Session session_;
  DuelSession duel_;
  RaceSession race_;
  BoxesSession boxes_;
  Theme theme_;
  QStackedWidget* pages_;
  LossesPage* losses_;
  TrainPage* page_;
  DuelPage* duelPage_ = nullptr;  ///< none until it is first shown, as
  RacePage* racePage_ = nullptr;
  BoxesPage* boxesPage_ = nullptr;
  QButtonGroup* pageButtons_;
  TransportBar* transport_;
  TransportBar* duelTransport_;
  TransportBar* raceTransport_;
  TransportBar* boxesTransport_;
  NoticeBar* notice_;
  QLabel* status_;
  QLabel* work_;
  QProgressBar* progress_;
  QTimer* progressDelay_;
  QToolButton* cancel_;
  QToolButton* themeButton_;
  QToolButton* presentButton_;
  QAction* undo_ = nullptr;
  QAction* redo_ = nullptr;
  std::map<std::size_t, Document> documents_;     ///< by the session's number
  std::map<std::size_t, Filed<RacePlan>> races_;  ///< by the race's,
  std::map<std::size_t, Filed<DuelPlan>> duels_;  ///< by the duel's number
  std::map<std::size_t, Filed<BoxRacePlan>> boxRaces_;
  bool presenting_ = false;  ///< whatever the window manager makes of full screen
  int textBeforePresenting_ = normalText;
  Notice noticeKind_ = Notice::remark;
  StopSeen stopSeen_;
  Experiment saidAt_;  ///< the settings that held when the message came
  LatestJob remedies_;
};

}  // namespace lossarium::ui

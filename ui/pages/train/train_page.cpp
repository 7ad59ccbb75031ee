#include "ui/pages/train/train_page.h"

#include "ui/pages/data_editor.h"
#include "ui/pages/surface_pane.h"
#include "ui/pages/train/curve_choice.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/height_button.h"
#include "ui/pages/train/height_words.h"
#include "ui/pages/train/plane_choice.h"
#include "ui/pages/train/residual_button.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/pages/train/scenes.h"
#include "ui/pages/train/setup_panel.h"
#include "ui/pages/train/time_strip.h"
#include "ui/pages/train/weight_pair.h"
#include "ui/shell/icons.h"
#include "ui/shell/setting.h"
#include "ui/widgets/view_frame.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QToolButton>

namespace lossarium::ui {
namespace {

constexpr double rightLeast = 33.5;  // in sizes of the font: its tabs side by side
constexpr double tabsLeast = 46;     // the same, of the height: less is left to fit and curves before a class
const Setting<bool> showsField("train/field", true);

void setWords(QToolButton* button, const QString& words) {
  button->setObjectName(QStringLiteral("quiet"));
  button->setText(words);
}

}  // namespace

TrainPage::TrainPage(Session& session, QWidget* parent)
    : ColumnsPage(parent),
      session_(session),
      setup_(new SetupPanel(session, this)),
      data_(new DataView(this)),
      curves_(new CurveChart(this)),
      surface_(makeSurfacePane()),
      dataFrame_(new ViewFrame(tr("Data and fit"), data_, this)),
      curveFrame_(new ViewFrame(tr("Training curves"), curves_, this)),
      tabs_(new RunTabs(session, this)),
      time_(new TimeStrip(session, this)) {
  data_->setMinimumSize(240, 120);
  curves_->setMinimumSize(240, 108);
  arrange({.panel = setup_,
           .main = surface_,
           .right = {dataFrame_, curveFrame_, tabs_},
           .shares = {5, 4, 4},
           .below = time_,
           .rightLeast = rightLeast});
  connectViews();
  addExports();
  addCurveControls();
  addFieldButton();
  addResidualButton();
  addEditor();
}

void TrainPage::addEditor() {
  editor_ = new DataEditor(session_, *data_, *dataFrame_);
  connect(&session_, &Session::problemChanged, editor_, &DataEditor::followProblem);
  connect(&session_, &Session::failed, editor_, &DataEditor::snapBack);
  connect(&session_, &Session::undoChanged, editor_, &DataEditor::forgetWhatWaits);
  connect(editor_, &DataEditor::redrawWanted, this, [this] {
    if (session_.frame()) showFrame();
  });
  QAction* refit = dataFrame_->menu()->addAction(tr("Fit follows edits after the end"));
  refit->setToolTip(
      tr("When a run has come to its end, it goes on while you edit, so that the fit follows your "
         "hand. Otherwise only the data and the surface change until you press Space."));
  refit->setCheckable(true);
  refit->setChecked(session_.refits());
  connect(refit, &QAction::toggled, this, [this](bool on) { session_.setRefits(on); });
}

SurfacePane* TrainPage::makeSurfacePane() {
  recentreButton_ =
      makeButton(tr("Recentre"), tr("Choose the range anew, around start, ball and minimum"), false);
  auto* plane = new PlaneChoice(session_, this);
  redrawButton_ = plane->anotherButton();
  weightsButton_ = new WeightPair(session_, this);
  return new SurfacePane(
      tr("Loss surface"),
      {new HeightButton(session_, this), plane, redrawButton_, weightsButton_, recentreButton_}, this);
}

QToolButton* TrainPage::makeButton(const QString& name, const QString& tip, bool checkable) {
  auto* button = new QToolButton(this);
  button->setAccessibleName(name);
  button->setToolTip(tip);
  button->setCheckable(checkable);
  return button;
}

void TrainPage::connectViews() {
  connect(&session_, &Session::surfaceChanged, this, &TrainPage::showSurface);
  connect(&session_, &Session::frameChanged, this, &TrainPage::showFrame);
  connect(data_, &DataView::gestureEnded, this, [this] {
    if (session_.frame()) showFrame();
  });
  connect(data_, &DataView::pointPicked, this, [this](int index) {
    if (session_.frame()) tabs_->followPoint(index);
  });
  connect(data_, &DataView::pointHovered, tabs_, &RunTabs::lightPoint);
  connect(tabs_, &RunTabs::pointHovered, this,
          [this](int index) { data_->light(index >= 0 ? std::optional(index) : std::nullopt); });
  connect(surface_, &SurfacePane::startPicked, &session_, &Session::startAt);
  connect(surface_, &SurfacePane::momentPicked, &session_, &Session::goTo);
  connect(surface_, &SurfacePane::changed, this, [this] {
    showSurface();
    if (session_.frame()) showFrame();
  });
  connect(setup_, &SetupPanel::compareWanted, this, &TrainPage::compareWanted);
  connect(tabs_, &RunTabs::exampleWanted, this, &TrainPage::exampleWanted);
  connect(curves_, &CurveChart::picked, &session_, &Session::goToEpoch);
  connect(&session_, &Session::branchesChanged, this, &TrainPage::showCurves);
  connect(recentreButton_, &QToolButton::clicked, &session_, &Session::recentre);
}

void TrainPage::addExports() {
  addPictureExports(dataFrame_, tr("data"),
                    [this](QPainter& painter, const QRectF& area, bool) { data_->paintTo(painter, area); });
  addPictureExports(curveFrame_, tr("curves"),
                    [this](QPainter& painter, const QRectF& area, bool) { curves_->paintTo(painter, area); });
  addTableExport(surface_, tr("surface"), [this] { return surfaceTable(session_.surface().get()); });
  addTableExport(dataFrame_, tr("data"), [this] { return dataTable(session_.frame().get()); });
  addTableExport(curveFrame_, tr("curves"), [this] { return curveTable(session_.frame().get()); });
}

void TrainPage::showSurface() {
  const auto result = session_.surface();
  if (!result) return;
  SurfaceScene scene = surfaceScene(*result, session_.frame().get(), theme_.plots, surface_->isLogarithmic());
  scene.namesArrows = surface_->namesArrows();
  surface_->setScene(std::move(scene));
  const QString height = heightName(*result);
  surface_->setTitle(
      isLossSurface(*result) ? tr("Loss surface: %1").arg(height) : tr("Surface: %1").arg(height),
      measureName(*result));
  surface_->setCaption(surfaceCaption(*result, session_.frame().get()));
}

void TrainPage::showFrame() {
  const RunFrame& frame = *session_.frame();
  showSurface();
  fieldButton_->setVisible(hasField(*frame.problem));
  residualButton_->follow(frame, hasField(*frame.problem) && fitPicture() == FitPicture::field);
  const QString caption = showData(*data_, frame, fitPicture(), residualButton_->picture());
  if (!data_->isBusy()) dataFrame_->setCaption(caption);
  showCurves();
  curveChoice_->follow();
  tabs_->showFrame(session_.frame());
}

void TrainPage::addFieldButton() {
  fieldButton_ = makeButton(tr("Field over both inputs"),
                            tr("The prediction as colours over both inputs; otherwise each row’s prediction "
                               "against its target"),
                            true);
  setWords(fieldButton_, tr("field"));
  fieldButton_->setChecked(showsField.get());
  fieldButton_->hide();
  dataFrame_->addButton(fieldButton_);
  connect(fieldButton_, &QToolButton::toggled, this, [this](bool field) {
    showsField.set(field);
    showFrame();
  });
}

void TrainPage::addResidualButton() {
  residualButton_ = new ResidualButton(this);
  dataFrame_->addButton(residualButton_);
  connect(residualButton_, &ResidualButton::changed, this, [this] {
    if (session_.frame()) showFrame();
  });
}

FitPicture TrainPage::fitPicture() const {
  return fieldButton_->isChecked() ? FitPicture::field : FitPicture::predictions;
}

void TrainPage::addCurveControls() {
  curveChoice_ = new CurveChoice(session_, this);
  curveFrame_->addControl(curveChoice_);
  connect(curveChoice_, &CurveChoice::changed, this, &TrainPage::showCurves);
  smoothButton_ =
      makeButton(tr("Smooth the curves"),
                 tr("A moving average, light, strong or none; the curve itself stays pale behind it"), false);
  setWords(smoothButton_, tr("smooth"));
  curveFrame_->addButton(smoothButton_);
  connect(smoothButton_, &QToolButton::clicked, this, &TrainPage::smoothMore);
}

// None, light, strong, and around again.
void TrainPage::smoothMore() {
  smoothing_ = (smoothing_ + 1) % 3;
  const QString words[] = {tr("smooth"), tr("smooth: light"), tr("smooth: strong")};
  smoothButton_->setText(words[smoothing_]);
  showCurves();
}

// The loss until the metric that was chosen is there.
void TrainPage::showCurves() {
  if (!session_.frame()) return;
  const RunFrame& frame = *session_.frame();
  const auto smoothing = static_cast<Smoothing>(smoothing_);
  const auto metric = curveChoice_->curve();
  CurveScene scene = metric ? curveScene(frame, *metric, theme_.plots, surface_->isLogarithmic(), smoothing)
                            : curveScene(frame, theme_.plots, surface_->isLogarithmic(), smoothing);
  if (!metric) addBranches(scene, frame, session_.branches(), theme_.plots);
  curves_->setScene(std::move(scene));
}

void TrainPage::toggleContour() { surface_->toggleContour(); }
void TrainPage::toggleLogarithmic() { surface_->toggleLogarithmic(); }

void TrainPage::home() { surface_->home(); }

void TrainPage::top() { surface_->top(); }

void TrainPage::setPresenting(bool presenting) {
  ColumnsPage::setPresenting(presenting);
  setup_->setPresenting(presenting);
  for (ViewFrame* frame : {dataFrame_, curveFrame_}) frame->setExplained(!presenting);
}

void TrainPage::setAnimated(bool animated) { surface_->setAnimated(animated); }

bool TrainPage::hasRoomForTabs() const {
  return !presents() || height() >= tabsLeast * QApplication::font().pixelSize();
}

void TrainPage::showFrames() {
  ColumnsPage::showFrames();
  tabs_->setFolded(!isFilled() && !hasRoomForTabs());
}

void TrainPage::focusView() { surface_->focusView(); }

void TrainPage::setTheme(const Theme& theme) {
  theme_ = theme;
  surface_->setTheme(theme);
  data_->setPlotStyle(theme.plots);
  curves_->setPlotStyle(theme.plots);
  setup_->setTheme(theme);
  time_->setTheme(theme);
  editor_->setTheme(theme);
  for (ViewFrame* frame : {dataFrame_, curveFrame_}) frame->setTheme(theme);
  tabs_->setTheme(theme);
  redrawButton_->setIcon(themedIcon(QStringLiteral("dice"), theme.icon, theme.disabledIcon));
  weightsButton_->setIcon(themedIcon(QStringLiteral("axes"), theme.icon, theme.disabledIcon));
  recentreButton_->setIcon(themedIcon(QStringLiteral("recentre"), theme.icon, theme.disabledIcon));
  if (session_.frame()) showFrame();
  share();
}

}  // namespace lossarium::ui

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
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double rightShare = 0.4;   // of the pictures' width
constexpr double rightLeast = 33.5;  // in sizes of the font: its tabs side by side
constexpr double tabsLeast = 46;     // the same, of the height: less is left to fit and curves before a class
constexpr int gap = 8;
const Setting<bool> showsField("train/field", true);

void setWords(QToolButton* button, const QString& words) {
  button->setObjectName(QStringLiteral("quiet"));
  button->setText(words);
}

}  // namespace

TrainPage::TrainPage(Session& session, QWidget* parent)
    : Page(parent),
      session_(session),
      setup_(new SetupPanel(session, this)),
      data_(new DataView(this)),
      curves_(new CurveChart(this)),
      surface_(makeSurfacePane()),
      dataFrame_(new ViewFrame(tr("Data and fit"), data_, this)),
      curveFrame_(new ViewFrame(tr("Training curves"), curves_, this)),
      tabs_(new RunTabs(session, this)),
      columns_(new QSplitter(Qt::Horizontal, this)),
      right_(new QSplitter(Qt::Vertical, this)),
      time_(new TimeStrip(session, this)) {
  setObjectName(QStringLiteral("page"));
  arrange();
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

void TrainPage::arrange() {
  right_->addWidget(dataFrame_);
  right_->addWidget(curveFrame_);
  right_->addWidget(tabs_);
  right_->setHandleWidth(gap);
  right_->setChildrenCollapsible(false);
  right_->setStretchFactor(0, 5);
  right_->setStretchFactor(1, 4);
  right_->setStretchFactor(2, 4);
  columns_->addWidget(surface_);
  columns_->addWidget(right_);
  columns_->setHandleWidth(gap);
  columns_->setChildrenCollapsible(false);
  connect(columns_, &QSplitter::splitterMoved, this, [this] { sharedByHand_ = true; });
  data_->setMinimumSize(240, 120);
  curves_->setMinimumSize(240, 108);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, gap, 0);
  row->setSpacing(0);
  row->addWidget(setup_);
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  column->addWidget(columns_, 1);
  column->addWidget(time_);
  row->addLayout(column, 1);
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
  for (ViewFrame* frame :
       {static_cast<ViewFrame*>(surface_), dataFrame_, curveFrame_, static_cast<ViewFrame*>(tabs_)})
    connect(frame, &ViewFrame::fillRequested, this, [this, frame] { fill(frame); });
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

// The columns' widths follow the window's alone, whatever stands in them, until a hand moves their border.
void TrainPage::share() {
  showFrames();
  if (sharedByHand_ || filled_) return;
  const int all = columns_->width() - gap;
  const double font = QApplication::font().pixelSize();
  const int right = presenting_ ? all / 2 : qRound(std::max(rightShare * all, rightLeast * font));
  columns_->setSizes({all - right, right});
}

void TrainPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  layout()->activate();
  share();
}

void TrainPage::setPresenting(bool presenting) {
  presenting_ = presenting;
  sharedByHand_ = false;
  setup_->setPresenting(presenting);
  for (ViewFrame* frame : {dataFrame_, curveFrame_}) frame->setExplained(!presenting);
}

void TrainPage::setAnimated(bool animated) { surface_->setAnimated(animated); }

void TrainPage::toggleFill() {
  ViewFrame* wanted = surface_;
  for (ViewFrame* frame : {dataFrame_, curveFrame_, static_cast<ViewFrame*>(tabs_)})
    if (frame->underMouse()) wanted = frame;
  fill(filled_ ? filled_ : wanted);
}

bool TrainPage::hasRoomForTabs() const {
  return !presenting_ || height() >= tabsLeast * QApplication::font().pixelSize();
}

void TrainPage::showFrames() {
  for (ViewFrame* each :
       {static_cast<ViewFrame*>(surface_), dataFrame_, curveFrame_, static_cast<ViewFrame*>(tabs_)})
    each->setVisible(!filled_ || each == filled_);
  tabs_->setFolded(!filled_ && !hasRoomForTabs());
  right_->setVisible(!filled_ || filled_ != surface_);
}

void TrainPage::fill(ViewFrame* frame) {
  if (!filled_) widths_ = columns_->sizes();
  filled_ = filled_ ? nullptr : frame;
  setup_->setVisible(!filled_);
  showFrames();
  layout()->setContentsMargins(filled_ ? gap : 0, 0, gap, 0);
  layout()->activate();
  if (!filled_) columns_->setSizes(widths_);
  filled_&& filled_ != surface_ ? filled_->setFocus() : focusView();
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

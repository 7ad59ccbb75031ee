#include "ui/pages/boxes/pair_page.h"

#include "ui/pages/boxes/box_loss_table.h"
#include "ui/pages/boxes/box_words.h"
#include "ui/pages/boxes/pair_panel.h"
#include "ui/pages/boxes/pair_scenes.h"
#include "ui/pages/surface_pane.h"
#include "ui/pages/timeline_wishes.h"
#include "ui/pages/train/export.h"
#include "ui/plots/box_canvas.h"
#include "ui/session/boxes_session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/view_frame.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QImageReader>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double rightLeast = 34;          // in sizes of the font
constexpr double targetShare = 1.0 / 4.0;  // of the picture's shorter side, where boxes are put into it

}  // namespace

PairPage::PairPage(BoxesSession& session, QWidget* parent)
    : ColumnsPage(parent),
      session_(session),
      panel_(new PairPanel(session, this)),
      canvas_(new BoxCanvas(this)),
      table_(new BoxLossTable(this)),
      canvasFrame_(new ViewFrame(tr("Two boxes"), makeCanvas(), this)),
      axes_(new ComboBox(this)),
      field_(new SurfacePane(tr("Field"), {axes_}, this)),
      curves_(new CurveChart(this)),
      verdict_(new QLabel(this)),
      curveFrame_(new ViewFrame(tr("Race"), curves_, this)),
      curve_(new ComboBox(this)),
      timeline_(new Timeline(this)) {
  arrange({.panel = panel_,
           .main = canvasFrame_,
           .right = {field_, curveFrame_},
           .shares = {6, 5},
           .sharesAll = true,
           .below = timeline_,
           .rightLeast = rightLeast,
           .above = verdict_});
  curves_->setMinimumSize(240, 120);
  verdict_->setWordWrap(true);
  verdict_->setContentsMargins(16, 4, 16, 4);
  verdict_->setAccessibleName(tr("Verdict"));
  addControls();
  addExports();
  connectSession();
  connectCanvas();
  connectWishes(*timeline_, session_);
  markedLoss_ = session_.fieldLoss();
  panel_->setMarks(marksOf(markedLoss_));
  if (!session_.isEmpty()) showPlan();
}

// The table has the height that it needs, the canvas all other.
QWidget* PairPage::makeCanvas() {
  auto* both = new QWidget(this);
  auto* column = new QVBoxLayout(both);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(canvas_, 1);
  column->addWidget(table_);
  return both;
}

void PairPage::addControls() {
  axes_->addItem(tr("over the centre"));
  axes_->addItem(tr("over width × height"));
  axes_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  axes_->setAccessibleName(tr("What the field is over"));
  axes_->setToolTip(tr("The loss wherever the predicted box lies, or however large it is"));
  axes_->setObjectName(QStringLiteral("fieldAxes"));
  connect(axes_, &QComboBox::activated, this, [this](int index) {
    session_.setField(session_.fieldLoss(), index == 1 ? FieldAxes::size : FieldAxes::centre);
  });
  for (const QString& each : {tr("IoU"), tr("corner error"), tr("loss")}) curve_->addItem(each);
  curve_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  curve_->setAccessibleName(tr("What the curves show"));
  curve_->setToolTip(tr("What the curves show, step by step"));
  curveFrame_->addControl(curve_);
  connect(curve_, &QComboBox::activated, this, &PairPage::showCurves);
  pictureButton_ = canvasFrame_->addToggle(QString(), QString(), false);
  pictureButton_->setObjectName(QStringLiteral("quiet"));
  connect(pictureButton_, &QToolButton::clicked, this,
          [this] { picture_.isNull() ? askForPicture() : leavePicture(); });
  namePictureButton();
  snap_ = canvasFrame_->addToggle(
      tr("Snap"), tr("Edges snap to the grid and to the other box (hold Ctrl: the other way)"), true);
  snap_->setObjectName(QStringLiteral("quiet"));
  snap_->setText(tr("snap"));
  byCentre_ = canvasFrame_->addToggle(
      tr("Arrows by centre and size"),
      tr("The gradient by centre and size instead of by the four edges, as arrows and in the table"), true);
  byCentre_->setObjectName(QStringLiteral("quiet"));
  byCentre_->setText(tr("x y w h"));
  connect(snap_, &QToolButton::toggled, this, &PairPage::showCanvas);
  connect(byCentre_, &QToolButton::toggled, this, [this](bool byCentre) {
    table_->setByCentre(byCentre);
    showCanvas();
  });
}

void PairPage::addExports() {
  addPictureExports(canvasFrame_, tr("boxes"),
                    [this](QPainter& painter, const QRectF& area, bool) { canvas_->paintTo(painter, area); });
  addCopy(canvasFrame_, [this] {
    QStringList lines;
    for (int line = 0; line < static_cast<int>(boxLosses().size()); ++line)
      lines << table_->textOf(line).join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n'));
  });
  addPictureExports(curveFrame_, tr("curves"),
                    [this](QPainter& painter, const QRectF& area, bool) { curves_->paintTo(painter, area); });
  addTableExport(curveFrame_, tr("race of boxes"),
                 [this] { return session_.frame() ? boxRaceCsv(*session_.frame()) : std::string(); });
}

void PairPage::connectSession() {
  connect(&session_, &BoxesSession::planChanged, this, &PairPage::showPlan);
  connect(&session_, &BoxesSession::frameChanged, this, &PairPage::showFrame);
  connect(&session_, &BoxesSession::readingChanged, this, &PairPage::showField);
  connect(&session_, &BoxesSession::fieldChosen, this, [this] {
    if (std::exchange(markedLoss_, session_.fieldLoss()) != session_.fieldLoss())
      panel_->setMarks(marksOf(session_.fieldLoss()));
    showPlan();
  });
  connect(field_, &SurfacePane::changed, this, &PairPage::showField);
  const auto placed = [this](double a, double b) {
    return withPlace(session_.plan().prediction, session_.fieldAxes(), {a, b});
  };
  connect(field_, &SurfacePane::startPicked, this,
          [this, placed](double a, double b) { session_.setPrediction(placed(a, b)); });
  connect(field_, &SurfacePane::startDragged, this,
          [this, placed](double a, double b) { session_.dragPrediction(placed(a, b)); });
  connect(field_, &SurfacePane::startDropped, &session_, &BoxesSession::endDrag);
  connect(field_, &SurfacePane::momentPicked, &session_, [this](qint64 step) { session_.goTo(step); });
  connect(curves_, &CurveChart::picked, &session_,
          [this](double step) { session_.goTo(std::llround(step)); });
}

void PairPage::connectCanvas() {
  connect(canvas_, &BoxCanvas::predictionMoved, &session_, &BoxesSession::dragPrediction);
  connect(canvas_, &BoxCanvas::targetMoved, &session_, &BoxesSession::dragTarget);
  connect(canvas_, &BoxCanvas::dragEnded, &session_, &BoxesSession::endDrag);
  connect(panel_, &PairPanel::marksChanged, this, &PairPage::showCanvas);
  connect(panel_, &PairPanel::tellingChanged, this, &PairPage::showVerdict);
  connect(table_, &BoxLossTable::selected, this,
          [this](const QString& loss) { session_.setField(loss.toStdString(), session_.fieldAxes()); });
  connect(table_, &BoxLossTable::shownChanged, this,
          [this](const QString& loss, bool shown) { session_.setRacing(loss.toStdString(), shown); });
  connect(table_, &BoxLossTable::parameterChanged, this,
          [this](const QString& loss, const QString& parameter, const Value& value) {
            session_.setLossParameter(loss.toStdString(), parameter.toStdString(), value);
          });
}

void PairPage::namePictureButton() {
  const bool shown = !picture_.isNull();
  pictureButton_->setText(shown ? tr("grid") : tr("picture…"));
  pictureButton_->setAccessibleName(shown ? tr("Back to the grid") : tr("Open a picture"));
  pictureButton_->setToolTip(shown ? tr("Back from the picture to the grid")
                                   : tr("A picture below the boxes, a pixel a unit. Or drop one here."));
}

void PairPage::askForPicture() {
  QStringList patterns;
  for (const QByteArray& format : QImageReader::supportedImageFormats())
    patterns << QStringLiteral("*.") + QString::fromLatin1(format);
  const QString file = QFileDialog::getOpenFileName(
      this, tr("Open picture"), {}, tr("Pictures (%1);;All files (*)").arg(patterns.join(QLatin1Char(' '))));
  if (!file.isEmpty()) openPicture(file);
}

// A photograph takes a while to read: not on the window's thread.
void PairPage::openPicture(const QString& file) {
  pictureJob_.request([this, file](const Progress&) {
    QImageReader reader(file);
    reader.setAutoTransform(true);
    const QImage picture = reader.read();
    QMetaObject::invokeMethod(
        this, [this, file, picture, why = reader.errorString()] { takePicture(file, picture, why); },
        Qt::QueuedConnection);
  });
}

void PairPage::takePicture(const QString& file, const QImage& picture, const QString& why) {
  if (picture.isNull())
    return emit told(tr("%1 cannot be read as a picture: %2.").arg(QFileInfo(file).fileName(), why));
  picture_ = picture;
  namePictureButton();
  panel_->setTop(picture.height());
  putBoxesInto(picture.size());
  canvas_->showAll();
  showCanvas();
}

// As they lie to each other, with the target in the middle.
void PairPage::putBoxesInto(const QSize& picture) {
  const BoxRacePlan& plan = session_.plan();
  const QRectF all(QPointF(0, 0), picture);
  const auto isInside = [&all](const Box& box) {
    return all.contains(QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])).normalized());
  };
  const double unit = lengthUnit(plan.target);
  if (isInside(plan.target) && isInside(plan.prediction) && unit > 0.02 * picture.width()) return;
  const double scale = targetShare * std::min(picture.width(), picture.height()) / unit;
  const Eigen::Vector4d centre = centreAndSize(upright(plan.target));
  Box middle, away;
  middle << picture.width() / 2.0, picture.height() / 2.0, picture.width() / 2.0, picture.height() / 2.0;
  away << centre[0], centre[1], centre[0], centre[1];
  const auto put = [&](const Box& box) -> Box { return (middle + scale * (box - away)).array().round(); };
  BoxRacePlan next = plan;
  next.target = put(plan.target);
  next.prediction = put(plan.prediction);
  session_.edit(next);
}

void PairPage::leavePicture() {
  picture_ = {};
  namePictureButton();
  panel_->setTop(std::nullopt);
  canvas_->showAll();
  showCanvas();
}

void PairPage::showPlan() {
  axes_->setCurrentIndex(session_.fieldAxes() == FieldAxes::size ? 1 : 0);
  showTable();
  showCanvas();
}

// In a race each loss speaks of its own box.
void PairPage::showTable() {
  if (session_.isEmpty()) return;
  const auto frame = session_.frame();
  const bool races = frame && frame->step > 0;
  table_->show(linesOf(session_), races ? tr("at step %1").arg(grouped(frame->step)) : QString());
  table_->select(QString::fromStdString(session_.fieldLoss()));
}

void PairPage::showCanvas() {
  if (session_.isEmpty()) return;
  const BoxRacePlan& plan = session_.plan();
  BoxCanvasScene scene;
  scene.target = plan.target;
  scene.prediction = plan.prediction;
  scene.marks = panel_->marks();
  scene.pullsByCentre = byCentre_->isChecked();
  const auto frame = session_.frame();
  if (frame) scene.contenders = contendersOf(*frame, theme_.plots);
  if (scene.contenders.empty()) scene.pulls = pullsOf(plan, theme_.plots);
  scene.picture = picture_;
  if (!picture_.isNull()) scene.top = picture_.height();
  scene.snap = snap_->isChecked();
  canvas_->setScene(scene);
}

void PairPage::showField() {
  const auto reading = session_.reading();
  if (!reading) return;
  SurfaceScene scene = fieldScene(*reading, session_.frame().get(), theme_.plots, field_->isLogarithmic(),
                                  field_->namesArrows());
  field_->setScene(std::move(scene));
  const QString name = boxLossTitle(reading->fieldPlan.loss.id);
  field_->setTitle(tr("Field of %1 loss").arg(name), name);
  field_->setCaption(fieldCaption(*reading));
}

void PairPage::showCurves() {
  if (session_.frame())
    curves_->setScene(
        boxCurves(*session_.frame(), static_cast<BoxCurve>(curve_->currentIndex()), theme_.plots));
}

void PairPage::showFrame() {
  const BoxRaceFrame& frame = *session_.frame();
  showCanvas();
  showTable();
  showField();
  showCurves();
  showVerdict();
  timeline_->setScene(stepTimeline(frame.step, frame.headStep, frame.plannedSteps));
}

// What a box without area is comes first: it explains the rest.
void PairPage::showVerdict() {
  if (!session_.frame()) return;
  const BoxRacePlan& plan = session_.plan();
  const QString odd = degenerateWords(plan.target, plan.prediction, panel_->tellsCentre());
  const QString verdict = boxVerdict(*session_.frame(), odd.isEmpty());
  verdict_->setText(odd.isEmpty() ? verdict : odd + QLatin1Char(' ') + verdict);
}

void PairPage::toggleLogarithmic() { field_->toggleLogarithmic(); }
void PairPage::toggleContour() { field_->toggleContour(); }

void PairPage::home() {
  canvas_->showAll();
  field_->home();
}

void PairPage::top() { field_->top(); }
void PairPage::focusView() { canvas_->setFocus(); }

void PairPage::setPresenting(bool presenting) {
  ColumnsPage::setPresenting(presenting);
  panel_->setPresenting(presenting);
  table_->setExplained(!presenting);
  field_->setExplained(!presenting);
}

void PairPage::setAnimated(bool animated) { field_->setAnimated(animated); }

void PairPage::setTheme(const Theme& theme) {
  theme_ = theme;
  panel_->setTheme(theme);
  canvas_->setPlotStyle(theme.plots);
  table_->setStyle(theme.plots);
  field_->setTheme(theme);
  curves_->setPlotStyle(theme.plots);
  timeline_->setTheme(theme);
  for (ViewFrame* frame : {canvasFrame_, curveFrame_}) frame->setTheme(theme);
  if (session_.frame()) showFrame();
  showCanvas();
  share();
}

}  // namespace lossarium::ui

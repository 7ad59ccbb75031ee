#include "ui/pages/losses/sample_view.h"

#include "ui/pages/losses/loss_scenes.h"
#include "ui/plots/box_pair_view.h"
#include "ui/plots/simplex_view.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

namespace lossarium::ui {
namespace {

constexpr int fieldSteps = 80;

struct BoxAnswer {
  double value = 0;
  Eigen::Vector4d slope;
};

BoxAnswer answerFor(const Loss& loss, const ProfileGround& ground) {
  BoxAnswer answer;
  loss.evaluate({.rows = 1,
                 .outputs = 4,
                 .stride = 1,
                 .targetStride = 1,
                 .prediction = ground.predictedBox.data(),
                 .target = ground.targetBox.data(),
                 .value = &answer.value,
                 .slope = answer.slope.data()});
  return answer;
}

}  // namespace

SampleView::SampleView(QWidget* parent)
    : QStackedWidget(parent), simplex_(new SimplexView(this)), boxes_(new BoxPairView(this)) {
  addWidget(simplex_);
  addWidget(boxes_);
  connect(simplex_, &SimplexView::markerMoved, this, &SampleView::probabilitiesMoved);
  connect(boxes_, &BoxPairView::predictionMoved, this, &SampleView::predictionMoved);
  connect(boxes_, &BoxPairView::targetMoved, this, &SampleView::targetMoved);
}

void SampleView::show(const LossSelection& selection, const PlotStyle& style) {
  simplex_->setPlotStyle(style);
  boxes_->setPlotStyle(style);
  if (selection.task() == Task::classes) showSimplex(selection);
  if (selection.task() == Task::boxes) showBoxes(selection, style);
}

void SampleView::showSimplex(const LossSelection& selection) {
  setCurrentWidget(simplex_);
  const Choice& choice = selection.choice(selection.current());
  const auto loss = makeLoss(choice);
  if (!field_ || fieldOf_ != choice) {
    field_ = std::make_shared<const SimplexField>(simplexField(*loss, 0, fieldSteps));
    fieldOf_ = choice;
  }
  const SimplexSample sample = simplexSample(*loss, 0, selection.probabilities);
  SimplexScene scene;
  scene.field = field_;
  scene.names = {tr("class 1"), tr("class 2"), tr("class 3")};
  scene.target = 0;
  scene.lossTitle = words(nameOf(loss->spec()));
  scene.marker = selection.probabilities;
  scene.value = sample.value;
  scene.slope = sample.slope;
  simplex_->setScene(scene);
}

void SampleView::showBoxes(const LossSelection& selection, const PlotStyle& style) {
  setCurrentWidget(boxes_);
  BoxPairScene scene;
  scene.target = selection.ground.targetBox;
  scene.prediction = selection.ground.predictedBox;
  for (const std::string& id : selection.drawn()) {
    const BoxAnswer answer = answerFor(*makeLoss(selection.choice(id)), selection.ground);
    if (id == selection.current()) scene.slope = answer.slope;
    scene.rows.push_back({colorOfLoss(selection, id, style), words(nameOf(makeLoss({id, {}})->spec())),
                          numberText(answer.value, 4)});
  }
  boxes_->setScene(scene);
}

void SampleView::paintTo(QPainter& painter, const QRectF& area) const {
  if (currentWidget() == simplex_)
    simplex_->paintTo(painter, area);
  else
    boxes_->paintTo(painter, area);
}

}  // namespace lossarium::ui

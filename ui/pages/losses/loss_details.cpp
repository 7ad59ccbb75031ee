#include "ui/pages/losses/loss_details.h"

#include "ui/pages/losses/loss_selection.h"
#include "ui/plots/axis_ticks.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/code_label.h"
#include "ui/widgets/formula_view.h"
#include "ui/widgets/parameter_row.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace lossarium::ui {
namespace {

constexpr ParameterSpec regressionTarget{.id = "target",
                                         .label = "Target",
                                         .minimum = -10,
                                         .maximum = 10,
                                         .initial = 1,
                                         .hint = "The target for which the loss is drawn."};
constexpr ParameterSpec labelTarget{
    .id = "target",
    .label = "Label",
    .minimum = 0,
    .maximum = 1,
    .initial = 1,
    .hint = "The label for which the loss is drawn: 1 or 0, or a soft label in between."};

// Whether the target makes a difference beyond where the axis begins.
bool hasTarget(const LossSelection& selection) {
  const LossSpec& spec = selection.spec();
  switch (selection.axis()) {
    case ProfileAxis::prediction:
    case ProfileAxis::logit:
    case ProfileAxis::probability:
      return true;
    case ProfileAxis::residual:
      return spec.byTarget;
    default:
      return false;
  }
}

QString smoothnessText(Smoothness smoothness) {
  switch (smoothness) {
    case Smoothness::valueJumps:
      return LossDetails::tr("its value jumps");
    case Smoothness::slopeJumps:
      return LossDetails::tr("its slope jumps at a kink; there it is the mean of both sides");
    case Smoothness::curvatureJumps:
      return LossDetails::tr("its slope has no jumps, its curvature has");
    case Smoothness::smooth:
      return LossDetails::tr("no jumps in slope or curvature");
  }
  return {};
}

QString boundsText(const LossTraits& traits) {
  if (traits.lowestSlope == 0 && traits.highestSlope == 0)
    return LossDetails::tr("0 everywhere: nothing to descend");
  if (std::isinf(traits.lowestSlope) && std::isinf(traits.highestSlope)) return LossDetails::tr("no bound");
  return LossDetails::tr("from %1 to %2")
      .arg(readableNumber(traits.lowestSlope), readableNumber(traits.highestSlope));
}

}  // namespace

LossDetails::LossDetails(QWidget* parent)
    : QScrollArea(parent),
      title_(new QLabel(this)),
      caption_(new QLabel(this)),
      plainFormula_(new QLabel(this)),
      value_(new FormulaView(this)),
      slope_(new FormulaView(this)),
      extra_(new FormulaView(this)),
      dials_(new QWidget(this)),
      dialsLayout_(new QVBoxLayout(dials_)),
      take_(new QToolButton(this)) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  auto* body = new QWidget(this);
  column_ = new QVBoxLayout(body);
  column_->setContentsMargins(16, 10, 20, 16);
  column_->setSpacing(10);
  title_->setObjectName(QStringLiteral("heading"));
  title_->setWordWrap(true);
  for (QLabel* label : {caption_, plainFormula_}) label->setWordWrap(true);
  take_->setObjectName(QStringLiteral("primary"));
  take_->setFocusPolicy(Qt::TabFocus);
  take_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(take_, &QToolButton::clicked, this, &LossDetails::takePressed);
  dialsLayout_->setContentsMargins(0, 0, 0, 0);
  dialsLayout_->setSpacing(6);
  for (QWidget* part :
       {static_cast<QWidget*>(title_), static_cast<QWidget*>(caption_), static_cast<QWidget*>(plainFormula_),
        static_cast<QWidget*>(value_), static_cast<QWidget*>(slope_), static_cast<QWidget*>(extra_), dials_,
        static_cast<QWidget*>(take_)})
    column_->addWidget(part);
  column_->addStretch(1);
  setWidget(body);
}

void LossDetails::setTheme(const Theme& theme) {
  fanIcon_ = themedIcon(QStringLiteral("fan"), theme.icon, theme.disabledIcon);
  for (const Dial& dial : dialList_) dial.family->setIcon(fanIcon_);
}

void LossDetails::show(const LossSelection& selection, const TakeOffer& offer) {
  const LossSpec& spec = selection.spec();
  const int axis = static_cast<int>(selection.axis());
  if (shown_ != spec.id || shownAxis_ != axis) rebuild(selection);
  shown_ = spec.id;
  shownAxis_ = axis;
  const Choice& choice = selection.choice(shown_);
  for (const Dial& dial : dialList_) {
    const std::string key(dial.row->spec().id);
    dial.row->show(choice.has(key) ? std::optional<Value>(choice.parameters.at(key)) : std::nullopt);
    dial.family->setChecked(selection.family() == key);
  }
  if (target_) target_->show(Value(selection.ground.target));
  showTraits(makeLoss(choice)->traits(), spec.rootOfMean);
  take_->setText(offer.text);
  take_->setToolTip(offer.tip);
  take_->setEnabled(offer.possible);
}

void LossDetails::rebuild(const LossSelection& selection) {
  const LossSpec& spec = selection.spec();
  const QString id = words(spec.id);
  title_->setText(words(spec.title));
  caption_->setText(words(spec.caption));
  value_->setFormula(id + QStringLiteral("_value"));
  value_->setSpoken(tr("Value of one sample: %1").arg(words(spec.formula)));
  slope_->setFormula(id + QStringLiteral("_slope"));
  slope_->setSpoken(tr("The derivative"));
  extra_->setFormula(id + QStringLiteral("_extra"));
  plainFormula_->setText(words(spec.formula));
  plainFormula_->setVisible(formulaSize(value_->formula(), 10).isEmpty());
  extra_->setVisible(!formulaSize(extra_->formula(), 10).isEmpty());
  for (const Dial& dial : dialList_) dial.row->parentWidget()->deleteLater();
  dialList_.clear();
  delete target_;
  target_ = nullptr;
  addDials(spec);
  addFacts(spec);
  if (hasTarget(selection)) addTargetDial(selection);
  dials_->setVisible(!dialList_.empty() || target_);
}

void LossDetails::addDials(const LossSpec& spec) {
  for (const ParameterSpec& parameter : spec.parameters) {
    auto* line = new QWidget(dials_);
    auto* rows = new QVBoxLayout(line);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    auto* layout = new QHBoxLayout;
    layout->setSpacing(4);
    rows->addLayout(layout);
    Dial dial{makeParameterRow(parameter, line), new QToolButton(line)};
    const QString key = words(parameter.id);
    dial.row->setObjectName(QStringLiteral("losses.") + key);
    dial.family->setIcon(fanIcon_);
    dial.family->setCheckable(true);
    dial.family->setFocusPolicy(Qt::TabFocus);
    dial.family->setAccessibleName(tr("Several values of %1 at once").arg(words(parameter.label)));
    dial.family->setToolTip(tr("Draw several values of it at once"));
    layout->addWidget(dial.row, 1);
    layout->addWidget(dial.family);
    connect(dial.row, &ParameterRow::changed, this,
            [this, key](const Value& value) { emit parameterChanged(key, value); });
    connect(dial.row, &ParameterRow::removed, this, [this, key] { emit parameterRemoved(key); });
    connect(dial.family, &QToolButton::clicked, this,
            [this, key](bool on) { emit familyWanted(on ? key : QString()); });
    dialsLayout_->addWidget(line);
    auto* hint = new QLabel(words(parameter.hint), line);
    hint->setObjectName(QStringLiteral("caption"));
    hint->setWordWrap(true);
    rows->addWidget(hint);
    dialList_.push_back(dial);
  }
}

void LossDetails::addTargetDial(const LossSelection& selection) {
  ParameterSpec spec = selection.task() == Task::binary ? labelTarget : regressionTarget;
  const Domain& domain = selection.spec().targets;
  if (selection.task() == Task::regression && domain.minimum > spec.minimum)
    spec.minimum = domain.minimum + (domain.openBelow ? 0.01 : 0);
  target_ = makeParameterRow(spec, dials_);
  target_->setObjectName(QStringLiteral("losses.target"));
  dialsLayout_->addWidget(target_);
  connect(target_, &ParameterRow::changed, this, [this](const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) emit targetChanged(*number);
  });
}

void LossDetails::addLine(QGridLayout& layout, const QString& name, QLabel* fact) {
  auto* label = new QLabel(name, facts_);
  label->setObjectName(QStringLiteral("caption"));
  label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  const int line = layout.rowCount();
  layout.addWidget(label, line, 0);
  layout.addWidget(fact, line, 1);
}

QLabel* LossDetails::addFact(QGridLayout& layout, const QString& name, const QString& text) {
  auto* fact = new QLabel(text, facts_);
  fact->setWordWrap(true);
  fact->setTextInteractionFlags(Qt::TextSelectableByMouse);
  addLine(layout, name, fact);
  return fact;
}

void LossDetails::addName(QGridLayout& layout, const QString& library, const QString& name) {
  if (!name.isEmpty()) addLine(layout, library, new CodeLabel(name, facts_));
}

void LossDetails::addFacts(const LossSpec& spec) {
  delete facts_;
  facts_ = new QWidget(widget());
  auto* layout = new QGridLayout(facts_);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setHorizontalSpacing(12);
  layout->setVerticalSpacing(6);
  layout->setColumnStretch(1, 1);
  addFact(*layout, tr("Estimates"), words(spec.estimates));
  if (!spec.alsoCalled.empty()) addFact(*layout, tr("Also called"), words(spec.alsoCalled));
  addFact(*layout, tr("Take it"), words(spec.use));
  addFact(*layout, tr("Leave it"), words(spec.avoid));
  addFact(*layout, tr("Outliers"), words(spec.outliers));
  addFact(*layout, tr("Label noise"), words(spec.labelNoise));
  shape_ = addFact(*layout, tr("Shape"), QStringLiteral(" "));
  smoothness_ = addFact(*layout, tr("Smoothness"), QStringLiteral(" "));
  bounds_ = addFact(*layout, tr("Slope"), QStringLiteral(" "));
  addFact(*layout, tr("Domain"), words(spec.domain));
  addName(*layout, tr("PyTorch"), words(spec.pytorch));
  addName(*layout, tr("Keras"), words(spec.keras));
  addName(*layout, tr("TensorFlow"), words(spec.tensorflow));
  addName(*layout, tr("scikit-learn"), words(spec.scikitLearn));
  addName(*layout, tr("Here"), words(spec.id));
  addFact(*layout, tr("Source"), words(spec.source));
  column_->insertWidget(column_->count() - 1, facts_);
}

void LossDetails::showTraits(const LossTraits& traits, bool rootOfMean) {
  shape_->setText(traits.convex ? tr("convex") : tr("not convex: there can be several minima"));
  smoothness_->setText(rootOfMean ? tr("a kink where every residual is 0, smooth elsewhere")
                                  : smoothnessText(traits.smoothness));
  bounds_->setText(rootOfMean ? tr("from −1/√n to 1/√n among n samples") : boundsText(traits));
}

}  // namespace lossarium::ui

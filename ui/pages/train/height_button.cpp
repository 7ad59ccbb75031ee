#include "ui/pages/train/height_button.h"

#include "core/experiment/height_choice.h"
#include "ui/pages/train/height_words.h"
#include "ui/pages/train/scenes.h"
#include "ui/session/session.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QStyleOptionToolButton>
#include <QStylePainter>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr int arrowRoom = 14;
constexpr DataPart parts[] = {DataPart::training, DataPart::validation, DataPart::test};

QString rowsName(DataPart part) {
  switch (part) {
    case DataPart::training:
      return HeightButton::tr("Training rows");
    case DataPart::validation:
      return HeightButton::tr("Validation rows");
    case DataPart::test:
      return HeightButton::tr("Test rows");
  }
  return {};
}

QString meaningOf(DataPart part) {
  switch (part) {
    case DataPart::training:
      return HeightButton::tr("What the run descends");
    case DataPart::validation:
      return HeightButton::tr(
          "Rows that judge and are not learnt from: where their valley lies elsewhere, the "
          "training loss leads astray");
    case DataPart::test:
      return HeightButton::tr("Rows that were kept for the end, and are opened");
  }
  return {};
}

void addTitle(QMenu& menu, const QString& title) {
  QAction* action = menu.addAction(title);
  action->setEnabled(false);
}

}  // namespace

HeightButton::HeightButton(Session& session, QWidget* parent)
    : QToolButton(parent), session_(session), menu_(new QMenu(this)) {
  setObjectName(QStringLiteral("quiet"));
  setAccessibleName(tr("Height of the surface"));
  setFocusPolicy(Qt::TabFocus);
  setPopupMode(QToolButton::InstantPopup);
  menu_->setToolTipsVisible(true);
  setMenu(menu_);
  connect(menu_, &QMenu::aboutToShow, this, &HeightButton::fillMenu);
  connect(&session_, &Session::experimentChanged, this, &HeightButton::follow);
  connect(&session_, &Session::surfaceChanged, this, &HeightButton::follow);
  follow();
}

QSize HeightButton::sizeHint() const { return QToolButton::sizeHint() + QSize(arrowRoom, 0); }

// The style sheet leaves no arrow; this one is a list's.
void HeightButton::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  QStyleOptionToolButton option;
  initStyleOption(&option);
  const QString name = std::exchange(option.text, QString());
  painter.drawComplexControl(QStyle::CC_ToolButton, option);
  painter.setPen(palette().color(QPalette::ButtonText));
  painter.drawText(rect().adjusted(0, 0, -arrowRoom, 0), Qt::AlignCenter, name);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(
      QPen(palette().color(QPalette::PlaceholderText), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const QPointF middle(width() - 14, height() / 2.0 + 0.5);
  painter.drawPolyline(QPolygonF{middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)});
}

// What is shown, which is not always what was asked for.
void HeightButton::follow() {
  const auto surface = session_.surface();
  const bool isKnown = surface && !surface->heights.empty();
  const DataPart part = isKnown ? surface->heights.front().height.choice.part : DataPart::training;
  setText(partName(part));
  const std::size_t over = session_.landscape().overlay.size();
  setToolTip(
      tr("Whose loss the height is: of training, validation or test rows, or another measure; others can "
         "be laid over it as contour lines") +
      (over ? tr(" (now %1)").arg(over) : QString()));
}

void HeightButton::fillMenu() {
  qDeleteAll(menu_->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly));
  qDeleteAll(menu_->findChildren<QActionGroup*>(QString(), Qt::FindDirectChildrenOnly));
  menu_->clear();
  if (!session_.problem()) return;
  addRows();
  addMeasures();
  addOverlay();
  addPenalty();
}

QAction* HeightButton::addChoice(QMenu& menu, QActionGroup* group, const QString& name,
                                 const HeightChoice& height) {
  QAction* action = menu.addAction(name);
  action->setCheckable(true);
  if (group) action->setActionGroup(group);
  const QString reason = words(whyNoHeight(*session_.problem(), height));
  action->setEnabled(reason.isEmpty());
  action->setToolTip(reason.isEmpty() ? meaningOf(height.part) : reason);
  return action;
}

void HeightButton::addRows() {
  addTitle(*menu_, tr("Height"));
  auto* group = new QActionGroup(menu_);
  HeightChoice height = heightOf(session_.landscape());
  const DataPart shown = height.part;
  for (const DataPart part : parts) {
    height.part = part;
    QAction* action = addChoice(*menu_, group, rowsName(part), height);
    action->setChecked(part == shown);
    connect(action, &QAction::triggered, this, [this, height] { show(height); });
  }
}

void HeightButton::addMeasures() {
  auto* measures = menu_->addMenu(tr("Measured by"));
  measures->setToolTipsVisible(true);
  auto* group = new QActionGroup(measures);
  HeightChoice height = heightOf(session_.landscape());
  const std::string shown = height.metric;
  const std::vector<Metric> metrics = metricsFor(*session_.problem());
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    height.metric = i == 0 ? std::string() : metrics[i].spec.id;
    const QString name =
        i == 0 ? tr("%1, as trained").arg(words(metrics[i].spec.title)) : words(metrics[i].spec.title);
    QAction* action = addChoice(*measures, group, name, height);
    if (action->isEnabled()) action->setToolTip(words(metrics[i].spec.hint));
    action->setChecked(height.metric == shown);
    connect(action, &QAction::triggered, this, [this, height] { show(height); });
  }
}

void HeightButton::addOverlay() {
  menu_->addSeparator();
  addTitle(*menu_, tr("Laid over it as contour lines"));
  const LandscapeChoice& landscape = session_.landscape();
  const HeightChoice first = heightOf(landscape);
  const auto shown = overlayOf(landscape);
  for (const DataPart part : parts) {
    HeightChoice height = first;
    height.part = part;
    if (part == first.part) continue;
    QAction* action = addChoice(*menu_, nullptr, rowsName(part), height);
    action->setChecked(std::find(shown.begin(), shown.end(), height) != shown.end());
    connect(action, &QAction::toggled, this, [this, part](bool on) {
      LandscapeChoice next = session_.landscape();
      const std::string word(toText(part));
      if (on)
        next.overlay.push_back(word);
      else
        std::erase_if(next.overlay, [&](const std::string& each) { return each.starts_with(word); });
      session_.look(next);
    });
  }
}

void HeightButton::addPenalty() {
  menu_->addSeparator();
  const bool none = session_.problem()->experiment.penalty.none();
  const bool isLoss = heightOf(session_.landscape()).metric.empty();
  QAction* action = menu_->addAction(tr("With penalty"));
  action->setCheckable(true);
  action->setChecked(session_.landscape().penalty && !none && isLoss);
  action->setEnabled(!none && isLoss);
  action->setToolTip(none     ? tr("There is no penalty")
                     : isLoss ? tr("Whether the height holds the penalty, as what is descended does")
                              : tr("The penalty belongs to the loss that is trained with"));
  connect(action, &QAction::toggled, this, [this](bool on) {
    LandscapeChoice next = session_.landscape();
    next.penalty = on;
    session_.look(next);
  });
}

void HeightButton::show(const HeightChoice& height) {
  session_.look(withHeight(session_.landscape(), height));
}

LandscapeChoice withHeight(const LandscapeChoice& landscape, const HeightChoice& height) {
  LandscapeChoice next = landscape;
  const HeightChoice before = heightOf(landscape);
  next.of = toText(height);
  const std::string word(toText(height.part)), old(toText(before.part));
  for (std::string& each : next.overlay)
    if (each == word) each = old;
  const auto shown = [&next](const std::string& each) {
    LandscapeChoice alone = next;
    alone.overlay = {each};
    return overlayOf(alone).front() == heightOf(next);
  };
  std::erase_if(next.overlay, shown);
  return next;
}

}  // namespace lossarium::ui

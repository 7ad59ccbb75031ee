#include "ui/plots/state_strips.h"

#include "ui/plots/plot_marks.h"
#include "ui/widgets/number_text.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

using Eigen::Index;

constexpr Index mostInTable = 3;
constexpr double gap = 8, nameShare = 0.36, rangeShare = 0.3;
constexpr double outdatedShare = 0.25;             // of the full colour
constexpr double palest = 0.06, strongest = 0.85;  // share of a cell's colour over the ground

}  // namespace

QString StatePicture::asText() const {
  const QChar tab = QLatin1Char('\t'), end = QLatin1Char('\n');
  QString text = StateStrips::tr("of the weight");
  for (const StateQuantity& each : quantities) text += tab + each.name;
  text += end;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    text += weights[i];
    for (const StateQuantity& each : quantities)
      text += tab + numberText(each.values[static_cast<Index>(i)], 6);
    text += end;
  }
  return text;
}

StateStrips::StateStrips(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setProperty("leavesPageKeys", true);  // but the arrows
  setAccessibleName(tr("State of the optimiser"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StateStrips::showPicture(StatePicture picture) {
  const bool sameShape = picture.quantities.size() == picture_.quantities.size() &&
                         picture.blocks.size() == picture_.blocks.size();
  if (picture.weights != picture_.weights) chosen_.reset();
  picture_ = std::move(picture);
  if (chosen_) setAccessibleDescription(words(*chosen_));
  if (!sameShape) updateGeometry();
  update();
}

void StateStrips::setPlotStyle(const PlotStyle& style) {
  style_ = style;
  updateGeometry();
  update();
}

bool StateStrips::isTable() const { return std::ssize(picture_.weights) <= mostInTable; }

// A table shows all weights side by side.
std::vector<StateBlock> StateStrips::groups() const {
  if (isTable()) return {{QString(), 0, static_cast<Index>(picture_.weights.size())}};
  return picture_.blocks;
}

double StateStrips::rowHeight() const { return QFontMetricsF(style_.font).height() + 4; }

double StateStrips::groupHeight() const {
  return rowHeight() * static_cast<double>(picture_.quantities.size() + 1) + gap;
}

QSize StateStrips::sizeHint() const {
  return {240, static_cast<int>(std::ceil(groupHeight() * static_cast<double>(groups().size())))};
}

QRectF StateStrips::stripRect(std::size_t group, std::size_t quantity) const {
  const double left = nameShare * width() + gap, right = isTable() ? 0 : rangeShare * width() + gap;
  const double top =
      groupHeight() * static_cast<double>(group) + rowHeight() * static_cast<double>(quantity + 1);
  return {left, top + 1, std::max(1.0, width() - left - right), rowHeight() - 2};
}

QRectF StateStrips::cellRect(std::size_t quantity, Index weight) const {
  const auto all = groups();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (weight < all[i].offset || weight >= all[i].offset + all[i].size) continue;
    const QRectF strip = stripRect(i, quantity);
    const double cell = strip.width() / static_cast<double>(all[i].size);
    return {strip.left() + cell * static_cast<double>(weight - all[i].offset), strip.top(), cell,
            strip.height()};
  }
  return {};
}

std::optional<Index> StateStrips::weightAt(QPointF position) const {
  const auto all = groups();
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t k = 0; k < picture_.quantities.size(); ++k) {
      const QRectF strip = stripRect(i, k);
      if (!strip.contains(position)) continue;
      const double share = (position.x() - strip.left()) / strip.width();
      const auto within = static_cast<Index>(share * static_cast<double>(all[i].size));
      return all[i].offset + std::min(within, all[i].size - 1);
    }
  return std::nullopt;
}

void StateStrips::paintEvent(QPaintEvent*) {
  if (picture_.quantities.empty()) return;
  QPainter painter(this);
  painter.setFont(style_.font);
  for (std::size_t i = 0; i < groups().size(); ++i) paintGroup(painter, i);
  if (!chosen_ || isTable()) return;
  const QRectF first = cellRect(0, *chosen_), last = cellRect(picture_.quantities.size() - 1, *chosen_);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.text, 1.4));
  painter.drawRect(first.united(last).adjusted(-1, -1, 1, 1));
}

void StateStrips::paintGroup(QPainter& painter, std::size_t group) const {
  paintHeading(painter, group);
  const QFontMetricsF metrics(style_.font);
  for (std::size_t k = 0; k < picture_.quantities.size(); ++k) {
    const QRectF strip = stripRect(group, k);
    const QRectF name(0, strip.top(), strip.left() - gap, strip.height());
    painter.setPen(style_.mutedText);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(picture_.quantities[k].name, Qt::ElideRight, name.width()));
    paintStrip(painter, group, k);
  }
}

void StateStrips::paintHeading(QPainter& painter, std::size_t group) const {
  const QFontMetricsF metrics(style_.font);
  painter.setPen(style_.text);
  if (!isTable()) {
    const double top = groupHeight() * static_cast<double>(group);
    return painter.drawText(QRectF(0, top, width(), rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                            metrics.elidedText(groups()[group].name, Qt::ElideRight, width()));
  }
  for (std::size_t i = 0; i < picture_.weights.size(); ++i) {
    const QRectF cell = cellRect(0, static_cast<Index>(i)).translated(0, -rowHeight()).adjusted(2, 0, -6, 0);
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(picture_.weights[i], Qt::ElideRight, cell.width()));
  }
}

// Each strip has a scale of its own: the largest of its numbers has the full colour.
void StateStrips::paintStrip(QPainter& painter, std::size_t group, std::size_t quantity) const {
  const StateBlock block = groups()[group];
  const Eigen::VectorXd values = picture_.quantities[quantity].values.segment(block.offset, block.size);
  const QRectF strip = stripRect(group, quantity);
  const double largest = isTable() ? 0 : values.cwiseAbs().maxCoeff();
  const Index columns = std::min<Index>(block.size, std::max<Index>(1, static_cast<Index>(strip.width())));
  for (Index i = 0; i < columns; ++i) {
    const double left = strip.left() + strip.width() * static_cast<double>(i) / static_cast<double>(columns);
    const double right =
        strip.left() + strip.width() * static_cast<double>(i + 1) / static_cast<double>(columns);
    const QRectF cell(left, strip.top(), right - left, strip.height());
    const double value = values[i * block.size / columns];
    if (!isTable()) {
      const double share = largest > 0 ? value / largest : 0;
      painter.fillRect(cell, tint(picture_.quantities[quantity].outdated ? outdatedShare * share : share));
      continue;
    }
    painter.setPen(picture_.quantities[quantity].outdated ? style_.mutedText : style_.text);
    painter.drawText(cell.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, numberText(value, 4));
  }
  if (!isTable()) paintRange(painter, strip, values);
}

// With as many digits as have room: cut in the middle, two numbers would look like one.
void StateStrips::paintRange(QPainter& painter, const QRectF& strip, const Eigen::VectorXd& values) const {
  const QFontMetricsF metrics(style_.font);
  const QRectF room(strip.right() + gap, strip.top(), rangeShare * width(), strip.height());
  QString text;
  for (int digits = 3; digits > 0; --digits) {
    const QString low = numberText(values.minCoeff(), digits), high = numberText(values.maxCoeff(), digits);
    text = low == high ? low : tr("%1 … %2").arg(low, high);
    if (metrics.horizontalAdvance(text) <= room.width()) break;
  }
  painter.setPen(style_.text);
  painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, text);
}

// Blue above 0, orange below: told apart by all eyes.
QColor StateStrips::tint(double share) const {
  if (!std::isfinite(share)) return style_.mutedText;
  const QColor full = share < 0 ? QColor(0xd5, 0x5e, 0x00) : QColor(0x00, 0x72, 0xb2);
  const QColor ground = mixed(style_.background, style_.grid, 0.6);
  return share == 0 ? ground : mixed(ground, full, std::lerp(palest, strongest, std::abs(share)));
}

QString StateStrips::words(Index weight) const {
  QStringList lines{picture_.weights[static_cast<std::size_t>(weight)]};
  for (const StateQuantity& each : picture_.quantities)
    lines << tr("%1: %2").arg(each.name, numberText(each.values[weight], 5));
  return lines.join(QLatin1Char('\n'));
}

void StateStrips::choose(std::optional<Index> weight) {
  if (weight == chosen_) return;
  chosen_ = weight;
  setAccessibleDescription(weight ? words(*weight) : QString());
  update();
}

void StateStrips::mouseMoveEvent(QMouseEvent* event) { choose(weightAt(event->position())); }

void StateStrips::leaveEvent(QEvent*) { choose(std::nullopt); }

void StateStrips::keyPressEvent(QKeyEvent* event) {
  const bool left = event->key() == Qt::Key_Left, right = event->key() == Qt::Key_Right;
  if ((!left && !right) || picture_.weights.empty()) return QWidget::keyPressEvent(event);
  const Index last = static_cast<Index>(picture_.weights.size()) - 1;
  choose(std::clamp<Index>(chosen_ ? *chosen_ + (right ? 1 : -1) : 0, 0, last));
  const QRectF cell = cellRect(0, *chosen_);
  QToolTip::showText(mapToGlobal(cell.bottomLeft().toPoint()), words(*chosen_), this);
}

bool StateStrips::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto weight = weightAt(help->pos())) {
    QToolTip::showText(help->globalPos(), words(*weight), this);
    return true;
  }
  for (std::size_t i = 0; i < groups().size(); ++i)
    for (std::size_t k = 0; k < picture_.quantities.size(); ++k)
      if (QRectF name = stripRect(i, k);
          help->pos().x() < name.left() && help->pos().y() >= name.top() && help->pos().y() <= name.bottom())
        return QToolTip::showText(help->globalPos(), picture_.quantities[k].hint, this), true;
  QToolTip::hideText();
  return true;
}

}  // namespace lossarium::ui

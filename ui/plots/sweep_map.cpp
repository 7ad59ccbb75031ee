#include "ui/plots/sweep_map.h"

#include "ui/plots/plot_marks.h"
#include "ui/widgets/calculation.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double gap = 8;
constexpr double titlesFrom = 200;    // pixels of height
constexpr double endlessBy = 1.7;     // the sign ∞ is small in most fonts
constexpr double roomy = 18;          // pixels of a cell that has room for marks inside
constexpr double leastDiamond = 0.5;  // of its size in a roomy cell: still seen
constexpr double hopeless = 100;      // times the least loss, or
constexpr double bad = 10;            // times the middle one: worse is all the same

bool ended(const SweepPictureCell& cell) {
  return cell.state == SweepState::ended && std::isfinite(cell.loss);
}

double widest(const QStringList& texts, const QFontMetricsF& metrics) {
  double width = 0;
  for (const QString& text : texts) width = std::max(width, metrics.horizontalAdvance(text));
  return width;
}

}  // namespace

double lastColoured(std::vector<double> losses) {
  std::sort(losses.begin(), losses.end());
  const double middle = losses[losses.size() / 2];
  return losses.front() > 0 ? std::min(losses.back(), std::max(hopeless * losses.front(), bad * middle))
                            : losses.back();
}

double sweepFraction(double loss, double least, double greatest) {
  if (!std::isfinite(loss)) return 1;
  if (least > 0) {
    return greatest > least ? std::clamp(std::log(loss / least) / std::log(greatest / least), 0.0, 1.0) : 0;
  }
  return greatest > least ? std::clamp((loss - least) / (greatest - least), 0.0, 1.0) : 0;
}

SweepMap::SweepMap(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setProperty("leavesPageKeys", true);  // but the arrows
  setAccessibleName(tr("Map of final losses"));
}

void SweepMap::showPicture(SweepPicture picture) {
  if (picture == picture_) return;
  const bool sameShape = picture.x == picture_.x && picture.y == picture_.y;
  picture_ = std::move(picture);
  if (!sameShape) chosen_.reset();
  update();
}

void SweepMap::setPlotStyle(const PlotStyle& style) {
  style_ = style;
  update();
}

QSize SweepMap::minimumSizeHint() const { return {240, 72}; }

bool SweepMap::hasTitles() const { return height() >= titlesFrom; }

// Beside the labels of y, above those of x and their titles.
QRectF SweepMap::mapRect() const {
  const QFontMetricsF metrics(style_.font);
  const double left = widest(picture_.y, metrics) + gap;
  if (!hasTitles()) return QRectF(rect()).adjusted(left + 4, 2, -gap, -metrics.height() - 4);
  const double below = 2 * metrics.height() + gap;
  return QRectF(rect()).adjusted(left + 4, metrics.height() + gap, -gap, -below);
}

QRectF SweepMap::cellRect(int i, int j) const {
  const QRectF map = mapRect();
  const double width = map.width() / static_cast<double>(std::max<qsizetype>(1, picture_.x.size()));
  const double height = map.height() / static_cast<double>(std::max<qsizetype>(1, picture_.y.size()));
  return {map.left() + width * i, map.bottom() - height * (j + 1), width, height};
}

std::optional<QPoint> SweepMap::cellAt(QPointF position) const {
  for (int j = 0; j < picture_.y.size(); ++j)
    for (int i = 0; i < picture_.x.size(); ++i)
      if (cellRect(i, j).contains(position)) return QPoint(i, j);
  return std::nullopt;
}

const SweepPictureCell& SweepMap::cell(QPoint place) const {
  return picture_
      .cells[static_cast<std::size_t>(place.y() * static_cast<int>(picture_.x.size()) + place.x())];
}

void SweepMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(style_.font);
  std::vector<double> losses;
  for (const SweepPictureCell& each : picture_.cells)
    if (ended(each)) losses.push_back(each.loss);
  const double least = losses.empty() ? 0 : *std::min_element(losses.begin(), losses.end());
  const double greatest = losses.empty() ? 0 : lastColoured(losses);
  for (int j = 0; j < picture_.y.size(); ++j)
    for (int i = 0; i < picture_.x.size(); ++i) paintCell(painter, {i, j}, least, greatest);
  paintLabels(painter);
  painter.setRenderHint(QPainter::Antialiasing);
  if (picture_.present) paintMark(painter, *picture_.present, false);
  if (picture_.best) paintMark(painter, *picture_.best, true);
  if (!chosen_) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.text, 2));
  painter.drawRect(cellRect(chosen_->x(), chosen_->y()).adjusted(1, 1, -2, -2));
}

void SweepMap::paintCell(QPainter& painter, QPoint place, double least, double greatest) const {
  const QRectF area = cellRect(place.x(), place.y()).adjusted(0, 0, -1, -1);
  const SweepPictureCell& shown = cell(place);
  if (shown.state == SweepState::waiting || shown.state == SweepState::refused) {
    painter.fillRect(area, mixed(style_.background, style_.grid, 0.5));
    if (shown.state == SweepState::refused)
      painter.fillRect(area, QBrush(style_.mutedText, Qt::BDiagPattern));
    return;
  }
  const bool finite = ended(shown);
  const QColor ground = lossColor(style_.colorMap, finite ? sweepFraction(shown.loss, least, greatest) : 1);
  painter.fillRect(area, ground);
  if (!finite) painter.fillRect(area, QBrush(withAlpha(inkOn(ground), 0.5), Qt::DiagCrossPattern));
  painter.setPen(inkOn(ground));
  finite ? paintLoss(painter, area, shown.loss) : paintEndless(painter, area);
}

// With fewer digits where there is no room for those that tell the least apart.
void SweepMap::paintLoss(QPainter& painter, const QRectF& area, double loss) const {
  const QFontMetricsF metrics(style_.font);
  if (metrics.height() > area.height() + 2) return;
  for (int digits = picture_.lossDigits; digits > 1; --digits) {
    const QString text = significant(loss, digits);
    if (metrics.horizontalAdvance(text) <= area.width() - 4)
      return painter.drawText(area, Qt::AlignCenter, text);
  }
}

void SweepMap::paintEndless(QPainter& painter, const QRectF& area) const {
  if (area.height() < QFontMetricsF(style_.font).height()) return;  // the hatching says it
  QFont larger = style_.font;
  larger.setPixelSize(
      std::min(qRound(endlessBy * larger.pixelSize()), static_cast<int>(1.4 * area.height())));
  painter.setFont(larger);
  painter.drawText(area, Qt::AlignCenter, QStringLiteral("∞"));
  painter.setFont(style_.font);
}

// Every value that has room.
void SweepMap::paintLabels(QPainter& painter) const {
  const QFontMetricsF metrics(style_.font);
  const QRectF map = mapRect();
  painter.setPen(style_.mutedText);
  double freeFrom = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < picture_.x.size(); ++i) {
    const double width = metrics.horizontalAdvance(picture_.x[i]), middle = cellRect(i, 0).center().x();
    if (middle - width / 2 < freeFrom) continue;
    painter.drawText(QPointF(middle - width / 2, map.bottom() + metrics.ascent() + 2), picture_.x[i]);
    freeFrom = middle + width / 2 + gap;
  }
  double freeAbove = std::numeric_limits<double>::infinity();
  for (int j = 0; j < picture_.y.size(); ++j) {
    const QRectF area = cellRect(0, j);
    if (area.center().y() + metrics.height() / 2 > freeAbove) continue;
    painter.drawText(QRectF(0, area.center().y() - metrics.height() / 2, map.left() - gap, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, picture_.y[j]);
    freeAbove = area.center().y() - metrics.height() / 2;
  }
  if (!hasTitles()) return;
  painter.setPen(style_.text);
  painter.drawText(QRectF(map.left(), map.bottom() + metrics.height() + 2, map.width(), metrics.height() + 2),
                   Qt::AlignCenter, picture_.xTitle);
  painter.drawText(QRectF(0, 0, map.right(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   picture_.yTitle);
  const double free = map.right() - metrics.horizontalAdvance(picture_.yTitle) - gap;
  if (metrics.horizontalAdvance(picture_.lossTitle) > free) return;
  painter.setPen(style_.mutedText);
  painter.drawText(QRectF(0, 0, map.right(), metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                   picture_.lossTitle);
}

// The diamond of the least loss, as on the surface; a frame where the settings are. In a small cell the
// diamond is about as large as it, and the frame lies around it: the colour stays in sight.
void SweepMap::paintMark(QPainter& painter, QPoint place, bool best) const {
  const QRectF area = cellRect(place.x(), place.y());
  const double least = std::min(area.width(), area.height());
  if (best) {
    const QPointF corner(area.right() - 9, area.top() + 8);
    painter.save();
    painter.translate(least < roomy ? area.center() - QPointF(0.5, 0.5) : corner);
    const double size = least < roomy ? std::max(leastDiamond, least / roomy) : 1;
    painter.scale(size, size);
    paintMinimum(painter, {0, 0}, false, style_);
    painter.restore();
    return;
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.accent, least < roomy ? 2 : 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(least < roomy ? area.adjusted(-1, -1, 0, 0) : area.adjusted(1.5, 1.5, -2.5, -2.5));
}

void SweepMap::choose(QPoint place) {
  chosen_ = place;
  setAccessibleDescription(cell(place).hint);
  update();
}

void SweepMap::mouseMoveEvent(QMouseEvent* event) {
  const auto place = cellAt(event->position());
  setCursor(place ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (place == chosen_) return;
  if (place) return choose(*place);
  chosen_.reset();
  update();
}

void SweepMap::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) pressed_ = cellAt(event->position());
}

void SweepMap::mouseReleaseEvent(QMouseEvent* event) {
  const auto pressed = std::exchange(pressed_, std::nullopt);
  if (pressed && pressed == cellAt(event->position())) emit picked(pressed->x(), pressed->y());
}

void SweepMap::leaveEvent(QEvent*) {
  chosen_.reset();
  update();
}

void SweepMap::keyPressEvent(QKeyEvent* event) {
  if (picture_.cells.empty()) return QWidget::keyPressEvent(event);
  const QPoint from = chosen_.value_or(picture_.best.value_or(picture_.present.value_or(QPoint(0, 0))));
  const QPoint last(static_cast<int>(picture_.x.size()) - 1, static_cast<int>(picture_.y.size()) - 1);
  const auto go = [&](int di, int dj) {
    choose({std::clamp(from.x() + di, 0, last.x()), std::clamp(from.y() + dj, 0, last.y())});
  };
  switch (event->key()) {
    case Qt::Key_Left:
      return go(-1, 0);
    case Qt::Key_Right:
      return go(1, 0);
    case Qt::Key_Up:
      return go(0, 1);
    case Qt::Key_Down:
      return go(0, -1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (chosen_) emit picked(chosen_->x(), chosen_->y());
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

bool SweepMap::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto place = cellAt(help->pos()))
    QToolTip::showText(help->globalPos(), cell(*place).hint, this, cellRect(place->x(), place->y()).toRect());
  else
    QToolTip::hideText();
  return true;
}

}  // namespace lossarium::ui

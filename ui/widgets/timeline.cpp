#include "ui/widgets/timeline.h"

#include "ui/plots/plot_marks.h"
#include "ui/shell/theme.h"
#include "ui/widgets/number_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double side = 10;  // beside the line, so that the handle has room at its ends
constexpr double thickness = 4, handleRadius = 7;
constexpr double reach = 5;       // pixels within which something is pointed at
constexpr std::size_t lanes = 2;  // for branches, below the line; the last one holds what is left
constexpr double laneGap = 6;
constexpr int notch = 120;  // of a wheel

QString epochText(double epoch) { return grouped(static_cast<std::int64_t>(std::floor(epoch + 1e-9))); }

bool isPlain(Qt::KeyboardModifiers modifiers) {
  return !(modifiers & ~(Qt::ShiftModifier | Qt::KeypadModifier));
}

bool isTimeKey(const QKeyEvent& event) {
  const bool arrow = event.key() == Qt::Key_Left || event.key() == Qt::Key_Right;
  return isPlain(event.modifiers()) && (arrow || event.key() == Qt::Key_Home || event.key() == Qt::Key_End);
}

QPolygonF star(QPointF centre, double radius) {
  QPolygonF points;
  for (int i = 0; i < 10; ++i) {
    const double angle = std::numbers::pi * (i / 5.0 - 0.5), r = i % 2 ? 0.42 * radius : radius;
    points << centre + QPointF(r * std::cos(angle), r * std::sin(angle));
  }
  return points;
}

}  // namespace

Timeline::Timeline(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::TabFocus);  // a click leaves the focus where Space runs
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("Timeline"));
  setCursor(Qt::PointingHandCursor);
}

QString Timeline::unit() const { return scene_.unit.isEmpty() ? tr("epoch") : scene_.unit; }

QSize Timeline::sizeHint() const {
  const double height = lineHeight() + handleRadius + laneGap * static_cast<double>(lanes) + 3;
  return {400, static_cast<int>(std::ceil(height))};
}

QSize Timeline::minimumSizeHint() const { return {120, sizeHint().height()}; }

double Timeline::lineHeight() const { return fontMetrics().height() + handleRadius + 1; }

double Timeline::laneHeight(std::size_t branch) const {
  return lineHeight() + 4 + laneGap * static_cast<double>(std::min(branch, lanes - 1) + 1);
}

QPointF Timeline::placeOf(double epoch) const {
  const double share = std::clamp(epoch / std::max(scene_.end, 1e-9), 0.0, 1.0);
  return {side + share * (width() - 2 * side), lineHeight()};
}

double Timeline::epochAt(double x) const {
  return std::clamp((x - side) / std::max(1.0, width() - 2 * side), 0.0, 1.0) * scene_.end;
}

void Timeline::setScene(TimelineScene scene) {
  scene_ = std::move(scene);
  if (!dragging_) dragged_.reset();
  setAccessibleDescription(scene_.readout);
  update();
}

void Timeline::setTheme(const Theme& theme) {
  style_ = theme.plots;
  paper_ = theme.palette.color(QPalette::Window);
  update();
}

void Timeline::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) updateGeometry();
  QWidget::changeEvent(event);
}

// The arrows are taken before they become shortcuts of the page.
bool Timeline::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && isTimeKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::ToolTip) {
    auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
    return true;
  }
  return QWidget::event(event);
}

const TimelineBranch* Timeline::branchAt(QPointF place) const {
  for (std::size_t i = 0; i < scene_.branches.size(); ++i) {
    const TimelineBranch& branch = scene_.branches[i];
    const bool along =
        place.x() >= placeOf(branch.from).x() - 2 && place.x() <= placeOf(branch.to).x() + reach;
    if (along && std::abs(place.y() - laneHeight(i)) <= laneGap / 2) return &branch;
  }
  return nullptr;
}

QString Timeline::tipAt(QPointF place) const {
  if (const TimelineBranch* branch = branchAt(place))
    return tr("%1. A click returns to it.").arg(branch->label);
  const auto near = [&](const TimelineMark& mark) {
    return std::abs(placeOf(mark.epoch).x() - place.x()) <= reach;
  };
  QStringList lines;
  if (scene_.best && near(*scene_.best)) lines << scene_.best->label;
  for (const TimelineMark& mark : scene_.seams)
    if (near(mark) && lines.size() < 8)
      lines << tr("%1 %2: %3").arg(unit(), epochText(mark.epoch), mark.label);
  if (!lines.isEmpty()) return lines.join(QLatin1Char('\n'));
  return tr(
      "The run from its start to the latest moment. Drag to any moment: all views follow. ← and → go "
      "batch by batch, with Shift epoch by epoch; End or a double click returns to the latest moment. "
      "A change at an earlier moment begins a branch, and what came after is kept.");
}

void Timeline::seek(double x) {
  dragged_ = std::min(epochAt(x), scene_.reached);
  emit sought(epochAt(x));
  update();
}

void Timeline::hover(std::optional<QPointF> place) {
  pointer_ = place;
  update();
}

void Timeline::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  if (const TimelineBranch* branch = branchAt(event->position())) {
    emit branchPicked(branch->run);
    return;
  }
  dragging_ = true;
  seek(event->position().x());
}

void Timeline::mouseMoveEvent(QMouseEvent* event) {
  hover(event->position());
  if (dragging_) seek(event->position().x());
}

void Timeline::mouseReleaseEvent(QMouseEvent*) { dragging_ = false; }

void Timeline::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && !branchAt(event->position())) emit headWanted();
}

void Timeline::leaveEvent(QEvent* event) {
  hover(std::nullopt);
  QWidget::leaveEvent(event);
}

void Timeline::keyPressEvent(QKeyEvent* event) {
  if (!isTimeKey(*event)) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Home) return emit startWanted();
  if (event->key() == Qt::Key_End) return emit headWanted();
  const int direction = event->key() == Qt::Key_Right ? 1 : -1;
  event->modifiers() & Qt::ShiftModifier ? emit epochStepped(direction) : emit batchStepped(direction);
}

void Timeline::wheelEvent(QWheelEvent* event) {
  const QPoint turned = event->angleDelta();
  wheel_ += turned.y() ? turned.y() : turned.x();
  for (; std::abs(wheel_) >= notch; wheel_ -= wheel_ > 0 ? notch : -notch) {
    const int direction = wheel_ > 0 ? 1 : -1;
    event->modifiers() & Qt::ShiftModifier ? emit epochStepped(direction) : emit batchStepped(direction);
  }
  event->accept();
}

void Timeline::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintBranches(painter);
  paintTrack(painter);
  paintMarks(painter);
  paintHandle(painter);
  paintTexts(painter);
}

void Timeline::paintTrack(QPainter& painter) const {
  const auto line = [&](double to, const QColor& color) {
    painter.setPen(QPen(color, thickness, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(placeOf(0), placeOf(to));
  };
  line(scene_.end, mixed(paper_, style_.outline, 0.35));
  if (scene_.reached > 0) line(scene_.reached, style_.outline);
  if (handle() > 0) line(handle(), style_.accent);
}

// Like a path that leaves the road, and runs beside it.
void Timeline::paintBranches(QPainter& painter) const {
  const TimelineBranch* pointed = pointer_ && !dragging_ ? branchAt(*pointer_) : nullptr;
  for (std::size_t i = scene_.branches.size(); i-- > 0;) {
    const TimelineBranch& branch = scene_.branches[i];
    const QPointF from = placeOf(branch.from);
    const QPointF end(std::max(placeOf(branch.to).x(), from.x() + 4), laneHeight(i));
    const double bend = std::min(8.0, end.x() - from.x());
    QPainterPath path(from);
    path.cubicTo(from + QPointF(bend / 2, 0), QPointF(from.x() + bend / 2, end.y()),
                 QPointF(from.x() + bend, end.y()));
    path.lineTo(end);
    const QColor color = &branch == pointed ? style_.accent : style_.outline;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(end, 2.5, 2.5);
  }
}

void Timeline::paintMarks(QPainter& painter) const {
  for (const TimelineMark& mark : scene_.seams) {
    const double x = std::round(placeOf(mark.epoch).x()) + 0.5;
    painter.setPen(QPen(style_.mutedText, 1.5));
    painter.drawLine(QPointF(x, lineHeight() - 5), QPointF(x, lineHeight() + 5));
  }
  if (!scene_.best) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(style_.text);
  painter.drawPolygon(star(bestBox().center(), 5));
}

QRectF Timeline::bestBox() const {
  if (!scene_.best) return {};
  constexpr double radius = 5;
  const QPointF centre = placeOf(scene_.best->epoch) - QPointF(0, handleRadius + radius);
  return QRectF(centre - QPointF(radius + 3, radius), centre + QPointF(radius + 3, radius));
}

void Timeline::paintHandle(QPainter& painter) const {
  const QPointF centre = placeOf(handle());
  painter.setPen(QPen(paper_, 2));
  painter.setBrush(style_.accent);
  painter.drawEllipse(centre, handleRadius, handleRadius);
  if (!scene_.past && !hasFocus()) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(paper_);
  if (scene_.past) painter.drawEllipse(centre, 2.5, 2.5);  // hollow: something lies ahead
  if (!hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.accent, 1));
  painter.drawEllipse(centre, handleRadius + 2, handleRadius + 2);
}

// The ends in small, and of the moment that is shown or pointed at where it is; that one has the room.
void Timeline::paintTexts(QPainter& painter) const {
  const QFontMetricsF metrics(font());
  const QRectF row(side - handleRadius, 0, width() - 2 * (side - handleRadius), metrics.height());
  const QRectF best = bestBox();
  QRectF taken;
  enum class AtStar { givesWay, isLeftOut };
  const auto write = [&](const QString& text, double centre, const QColor& color, AtStar atStar) {
    const double wide = metrics.horizontalAdvance(text);
    QRectF box(std::clamp(centre - wide / 2, row.left(), std::max(row.left(), row.right() - wide)), 0, wide,
               row.height());
    if (box.intersects(best)) {  // beside the star, where there is room; an end stays where it is
      if (atStar == AtStar::isLeftOut) return;
      const bool right = best.right() + wide <= row.right();
      right ? box.moveLeft(best.right()) : box.moveRight(best.left());
    }
    if (taken.isValid() && box.adjusted(-8, 0, 8, 0).intersects(taken)) return;
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter, text);
    if (!taken.isValid()) taken = box;
  };
  const bool pointed = pointer_ && !dragging_ && !branchAt(*pointer_);
  if (dragging_ || scene_.past) write(scene_.readout, placeOf(handle()).x(), style_.text, AtStar::givesWay);
  if (pointed && epochAt(pointer_->x()) <= scene_.reached)
    write(tr("%1 %2").arg(unit(), epochText(epochAt(pointer_->x()))), pointer_->x(), style_.mutedText,
          AtStar::givesWay);
  write(tr("%1 0").arg(unit()), 0, style_.mutedText, AtStar::isLeftOut);
  write(epochText(scene_.end), width(), style_.mutedText, AtStar::isLeftOut);
}

}  // namespace lossarium::ui

#include "ui/plots/simplex_plot.h"

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/simplex_view.h"

#include <QFontMetricsF>
#include <QLineF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double cornerGap = 8;         // between a corner and its name
constexpr double smallPicture = 340;    // with smaller numbers
constexpr double roomForCaption = 200;  // pixels high, below which the triangle needs it more
constexpr double roomForTitle = 600;    // pixels wide, below which a long title is cut short
constexpr double shortestArrow = 20, wantedArrow = 34;

QString fixed(double value) { return QString::number(value, 'f', 3); }

/// With three decimals where that says enough: numbers that change keep their form.
QString known(double value) {
  if (std::isnan(value)) return QStringLiteral("–");
  const double size = std::abs(value);
  if (size >= 1000 || (size > 0 && size < 0.0005)) return readableNumber(value, 2);
  return fixed(value).replace(QLatin1Char('-'), QChar(0x2212));
}

bool isSmall(const QRectF& whole) { return whole.width() < smallPicture || whole.height() < smallPicture; }

QFont bold(QFont font) {
  font.setBold(true);
  return font;
}

double captionHeight(const QString& text, const QFont& font, const QRectF& whole) {
  if (whole.height() < roomForCaption) return 0;
  return std::ceil(
      QFontMetricsF(font)
          .boundingRect(QRectF(0, 0, std::max(whole.width() - 16, 1.0), 1000), Qt::TextWordWrap, text)
          .height());
}

/// How far a move can go before a probability would be negative.
double roomAlong(const Eigen::Vector3d& p, const Eigen::Vector3d& move) {
  double room = infinity;
  for (int k = 0; k < 3; ++k)
    if (move[k] < 0) room = std::min(room, p[k] / -move[k]);
  return room;
}

}  // namespace

double SimplexPlot::Columns::width() const { return name + probability + slope + 2 * gap; }

void SimplexPlot::setContent(const SimplexScene& content) {
  content_ = content;
  content_.marker = closestOnSimplex(content.marker);
  content_.target = std::clamp(content.target, 0, 2);
  ground_.setField(content.field);
}

void SimplexPlot::moveMarker(const Eigen::Vector3d& probabilities) {
  content_.marker = probabilities;
  content_.value = std::nan("");
  content_.slope.setConstant(std::nan(""));
}

QString SimplexPlot::name(int k) const {
  const QString& given = content_.names[static_cast<std::size_t>(k)];
  return given.isEmpty() ? SimplexView::tr("class %1").arg(k + 1) : given;
}

QString SimplexPlot::lossTitle() const {
  return content_.lossTitle.isEmpty() ? SimplexView::tr("Loss") : content_.lossTitle;
}

QString SimplexPlot::caption() const {
  if (!content_.field) return {};
  const SimplexScale& scale = ground_.scale();
  const QString least = readableNumber(leastProbability);
  if (!scale.isCut()) return SimplexView::tr("p counts as at least %1").arg(least);
  return SimplexView::tr("Colours end at %1, the loss at %2 (p ≥ %3)")
      .arg(readableNumber(scale.maximum, 2), readableNumber(scale.highest, 2), least);
}

QStringList SimplexPlot::readout() const {
  QStringList lines{lossTitle() + QLatin1Char(' ') + known(content_.value)};
  for (int k = 0; k < 3; ++k)
    lines += SimplexView::tr("%1: p %2, slope %3")
                 .arg(name(k), fixed(content_.marker[k]), known(content_.slope[k]));
  return lines;
}

QFont SimplexPlot::numbersFont(const QRectF& whole) const {
  return scaledFont(style_.font, isSmall(whole) ? 0.88 : 1);
}

// As wide for all numbers, so that nothing shifts while the marker moves.
SimplexPlot::Columns SimplexPlot::columns(const QRectF& whole) const {
  const QFont font = numbersFont(whole);
  const QFontMetricsF metrics(font), strong(bold(font));
  Columns widths{0, metrics.horizontalAdvance(QStringLiteral("0.000")),
                 std::max(metrics.horizontalAdvance(QStringLiteral("−0.000")),
                          metrics.horizontalAdvance(SimplexView::tr("slope"))),
                 isSmall(whole) ? 8.0 : 12.0};
  for (int k = 0; k < 3; ++k)
    widths.name = std::max(widths.name, (k == content_.target ? strong : metrics).horizontalAdvance(name(k)));
  const double title = whole.width() < roomForTitle
                           ? 0
                           : metrics.horizontalAdvance(lossTitle()) - widths.gap - widths.probability;
  widths.name = std::min(std::ceil(std::max(widths.name, title)) + 1, std::max(0.25 * whole.width(), 40.0));
  return widths;
}

SimplexLayout SimplexPlot::layout(const QRectF& whole) const {
  const double line = QFontMetricsF(numbersFont(whole)).height();
  return simplexLayout({whole, QFontMetricsF(style_.font).height(),
                        captionHeight(caption(), scaledFont(style_.font, 0.88), whole),
                        QSizeF(columns(whole).width(), 5 * line + 4)});
}

void SimplexPlot::paint(QPainter& painter, const QRectF& whole, bool focused) const {
  painter.save();
  painter.fillRect(whole, style_.background);
  const SimplexLayout places = layout(whole);
  painter.setRenderHint(QPainter::Antialiasing);
  ground_.paint(painter, places.triangle, style_);
  painter.setPen(QPen(style_.outline, 1.25, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolygon(places.triangle.polygon());
  paintNames(painter, places, whole);
  if (!places.numbers.isEmpty()) paintNumbers(painter, places.numbers, whole);
  paintDescent(painter, places.triangle);
  paintMarker(painter, places.triangle, focused);
  painter.setFont(scaledFont(style_.font, 0.88));
  painter.setPen(style_.mutedText);
  painter.drawText(places.caption, Qt::TextWordWrap, places.caption.isEmpty() ? QString() : caption());
  painter.restore();
}

void SimplexPlot::paintNames(QPainter& painter, const SimplexLayout& layout, const QRectF& whole) const {
  const QPointF corner = layout.triangle.corners[static_cast<std::size_t>(content_.target)];
  painter.setPen(QPen(style_.text, 1.6));
  painter.setBrush(style_.background);
  painter.drawEllipse(corner, 5.5, 5.5);
  painter.setPen(Qt::NoPen);
  painter.setBrush(style_.text);
  painter.drawEllipse(corner, 2.4, 2.4);
  for (int k = 0; k < 3; ++k) paintName(painter, layout, whole, k);
}

/// Centred at its corner, pushed inside the picture and away from what stands beside it.
void SimplexPlot::paintName(QPainter& painter, const SimplexLayout& layout, const QRectF& whole,
                            int k) const {
  const bool isTrue = k == content_.target, isTop = k == 0;
  const QFont font = isTrue ? bold(style_.font) : style_.font;
  const QFontMetricsF metrics(font);
  const double middle = (layout.triangle.corners[1].x() + layout.triangle.corners[2].x()) / 2;
  const double left = k == 2 ? middle + 4 : whole.left() + 8;
  const bool besideNumbers =
      isTop && layout.numbers.bottom() > layout.triangle.corners[0].y() - cornerGap - metrics.height();
  const double right = besideNumbers && !layout.numbers.isEmpty() ? layout.numbers.left() - 20
                       : k == 1                                   ? middle - 4
                                                                  : whole.right() - 8;
  QString text = isTrue ? SimplexView::tr("%1 – the true one").arg(name(k)) : name(k);
  if (metrics.horizontalAdvance(text) > right - left)
    text = metrics.elidedText(name(k), Qt::ElideRight, right - left);
  const QPointF corner = layout.triangle.corners[static_cast<std::size_t>(k)];
  const double width = metrics.horizontalAdvance(text);
  const double x = std::max(left, std::min(corner.x() - width / 2, right - width));
  painter.setFont(font);
  painter.setPen(isTrue ? style_.text : style_.mutedText);
  painter.drawText(QPointF(x, isTop ? corner.y() - cornerGap - metrics.descent()
                                    : corner.y() + cornerGap + metrics.ascent()),
                   text);
}

void SimplexPlot::paintNumbers(QPainter& painter, const QRectF& room, const QRectF& whole) const {
  const QFont font = numbersFont(whole);
  const QFontMetricsF metrics(font);
  const Columns widths = columns(whole);
  const auto right = [&](double x, double y, const QString& text) {
    painter.drawText(QPointF(x - metrics.horizontalAdvance(text), y), text);
  };
  const double second = room.left() + widths.name + widths.gap + widths.probability;
  double y = room.top() + metrics.ascent();
  painter.setFont(font);
  painter.setPen(style_.text);
  const QString value = known(content_.value);
  right(room.right(), y, value);
  painter.drawText(QPointF(room.left(), y),
                   metrics.elidedText(lossTitle(), Qt::ElideRight,
                                      room.width() - widths.gap - metrics.horizontalAdvance(value)));
  y += metrics.height() + 4;
  painter.setPen(style_.mutedText);
  right(second, y, QStringLiteral("p"));
  right(room.right(), y, SimplexView::tr("slope"));
  for (int k = 0; k < 3; ++k) {
    y += metrics.height();
    painter.setFont(k == content_.target ? bold(font) : font);
    painter.setPen(k == content_.target ? style_.text : style_.mutedText);
    painter.drawText(QPointF(room.left(), y),
                     QFontMetricsF(painter.font()).elidedText(name(k), Qt::ElideRight, widths.name));
    painter.setFont(font);
    painter.setPen(style_.text);
    right(second, y, fixed(content_.marker[k]));
    right(room.right(), y, known(content_.slope[k]));
  }
}

/// A step of rate 1, drawn longer where it would hide below the marker, and never out of the triangle.
void SimplexPlot::paintDescent(QPainter& painter, const SimplexTriangle& triangle) const {
  const Eigen::Vector3d move = simplexDescent(content_.marker, content_.slope);
  const double size = move.stableNorm();
  if (!std::isfinite(size) || size < 1e-9) return;
  const Eigen::Vector3d direction = move / size;
  const QPointF from = triangle.toPixel(content_.marker);
  QLineF arrow(from, triangle.toPixel(content_.marker + direction));
  const double reach = arrow.length();  // pixels of a move of length 1
  const double natural = std::max(std::min(size, 1.0) * reach, wantedArrow);
  const double longest = std::min(roomAlong(content_.marker, direction) * reach, 0.5 * triangle.height());
  arrow.setLength(std::min(natural, longest));
  if (arrow.length() >= shortestArrow) paintArrow(painter, {{arrow.p1(), arrow.p2()}}, style_.text, style_);
}

void SimplexPlot::paintMarker(QPainter& painter, const SimplexTriangle& triangle, bool focused) const {
  const QPointF centre = triangle.toPixel(content_.marker);
  if (focused) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style_.background, 4));
    painter.drawEllipse(centre, ballRadius + 4, ballRadius + 4);
    painter.setPen(QPen(style_.accent, 2));
    painter.drawEllipse(centre, ballRadius + 4, ballRadius + 4);
  }
  paintBall(painter, centre, style_.accent, {}, false, style_);
}

}  // namespace lossarium::ui

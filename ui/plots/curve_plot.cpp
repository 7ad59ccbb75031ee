#include "ui/plots/curve_plot.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/curve_values.h"
#include "ui/plots/plot_marks.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsSceneResizeEvent>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double labelGap = 8, labelEdge = 12;  // from the end of a curve to its name, and on to the edge
constexpr double widestName = 0.3;              // of the chart
constexpr AxisRange nothing{std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()};

AxisRange including(AxisRange range, double value) {
  return {std::min(range.minimum, value), std::max(range.maximum, value)};
}

constexpr AxisRange always{-nothing.minimum, -nothing.maximum};

AxisRange lossRange(const std::vector<Curve>& curves, bool logarithmic, AxisRange epochs = always) {
  AxisRange range = nothing;
  for (const Curve& curve : curves)
    for (const QPointF& point : curve.points)
      if (epochs.contains(point.x()) && canBeShown(point, logarithmic)) range = including(range, point.y());
  if (!logarithmic || range == nothing) return range;
  return {std::log10(range.minimum), std::log10(range.maximum)};
}

/// The epochs in which a unit held, by the first of its curves.
std::optional<AxisRange> epochsOf(const OtherUnit& unit) {
  if (unit.curves.empty() || unit.curves.front().points.isEmpty()) return {};
  return AxisRange{unit.curves.front().points.front().x(), unit.curves.front().points.back().x()};
}

/// The epochs in which the unit of the axis holds. What a curve of that unit was outside of them, as a
/// penalty, does not press the rest flat.
AxisRange epochsOfUnit(const CurveScene& scene) {
  AxisRange epochs = always;
  if (!scene.earlier.empty())
    if (const auto before = epochsOf(scene.earlier.back())) epochs.minimum = before->maximum;
  if (!scene.later.empty())
    if (const auto after = epochsOf(scene.later.front())) epochs.maximum = after->minimum;
  return epochs;
}

/// With the floor, unless the curves would then have less than a third of the height.
AxisRange withFloor(AxisRange curves, const CurveScene& scene) {
  if (!scene.floor || !canBeShown({0, scene.floor->value}, scene.logarithmic)) return curves;
  const AxisRange both = including(curves, axisValue(scene.floor->value, scene.logarithmic));
  return curves.span() >= 0.3 * both.span() ? both : curves;
}

/// Branches fell from where they left: to there they are shown, but one that blew up does not press the rest
/// flat.
AxisRange withBranches(AxisRange range, const CurveScene& scene) {
  for (const Curve& branch : scene.branches)
    for (const QPointF& point : branch.points)
      if (canBeShown(point, scene.logarithmic) && point.y() <= branch.points.front().y())
        range = including(range, axisValue(point.y(), scene.logarithmic));
  return range;
}

/// The points up to the cursor and those from it on; both hold where the line crosses it.
std::pair<QVector<QPointF>, QVector<QPointF>> partedAt(const std::optional<double>& cursor,
                                                       const QVector<QPointF>& points) {
  if (!cursor) return {points, {}};
  const auto later = std::upper_bound(points.begin(), points.end(), *cursor,
                                      [](double at, const QPointF& point) { return at < point.x(); });
  QVector<QPointF> before(points.begin(), later), after(later, points.end());
  if (before.isEmpty() || after.isEmpty()) return {before, after};
  const QPointF from = before.back(), way = after.front() - from;
  const QPointF crossing = from + way * ((*cursor - from.x()) / way.x());
  if (crossing != from) before.append(crossing);
  after.prepend(crossing);
  return {before, after};
}

/// Another unit fills the height, with room for the labels of seams above it.
AxisRange ownRange(const std::vector<Curve>& curves, bool logarithmic) {
  const AxisRange data = lossRange(curves, logarithmic);
  if (!(data.minimum < data.maximum)) return sensibleRange(data.minimum, data.maximum);
  return {data.minimum - 0.12 * data.span(), data.maximum + 0.25 * data.span()};
}

AxisRange epochRange(const CurveScene& scene) {
  AxisRange range{0, std::isfinite(scene.xEnd) ? std::max(0.0, scene.xEnd) : 0};
  const auto include = [&range](const std::vector<Curve>& curves) {
    for (const Curve& curve : curves)
      for (const QPointF& point : curve.points)
        if (std::isfinite(point.x())) range = including(range, point.x());
  };
  include(scene.curves);
  for (const auto* units : {&scene.earlier, &scene.later})
    for (const OtherUnit& each : *units) include(each.curves);
  include(scene.branches);
  return range.span() > 0 ? sensibleRange(range.minimum, range.maximum) : AxisRange{0, 1};
}

bool hidesValues(const CurveScene& scene) {
  if (!scene.logarithmic) return false;
  for (const Curve& curve : scene.curves)
    for (const QPointF& point : curve.points)
      if (point.y() <= 0) return true;
  return false;
}

/// The painter sorts all edges of one long stroke together: in short runs a jagged curve takes a twentieth of
/// the time.
void paintPiece(QPainter& painter, const QPolygonF& piece, const Curve& curve) {
  const bool raster = painter.paintEngine()->type() == QPaintEngine::Raster;
  const bool solid = curve.style == Qt::SolidLine;
  const qsizetype run = raster ? 8 : std::max<qsizetype>(1, piece.size());
  QPen pen(curve.color, 1.75, curve.style, solid ? Qt::RoundCap : Qt::FlatCap, Qt::BevelJoin);
  painter.setBrush(Qt::NoBrush);
  double drawn = 0;
  for (qsizetype first = 0; first + 1 < piece.size(); first += run) {
    const qsizetype count = std::min(run + 1, piece.size() - first);
    if (!solid) pen.setDashOffset(drawn / pen.widthF());
    painter.setPen(pen);
    painter.drawPolyline(piece.constData() + first, static_cast<int>(count));
    for (qsizetype i = first + 1; !solid && i < first + count; ++i)
      drawn += QLineF(piece[i - 1], piece[i]).length();
  }
}

}  // namespace

CurvePlot::CurvePlot()
    : QChart(QChart::ChartTypeCartesian, nullptr, {}),
      xAxis_(addLabelledAxis(*this, Qt::AlignBottom)),
      yAxis_(addLabelledAxis(*this, Qt::AlignLeft)),
      curveLayer_(new PaintedLayer<CurvePlot>(this, &CurvePlot::paintCurves, 10)),
      hoverLayer_(new PaintedLayer<CurvePlot>(this, &CurvePlot::paintHover, 11)) {
  yAxis_->setLineVisible(false);
  xAxis_->setGridLineVisible(false);
  connect(this, &QChart::plotAreaChanged, this, [this] { updatePieces(); });
  setStyle(style_);
}

void CurvePlot::setContent(CurveScene content) {
  fresh_ = fresh_ || content.logarithmic != content_.logarithmic ||
           content.earlier.size() != content_.earlier.size() || content.yTitle != content_.yTitle;
  content_ = std::move(content);
  arrange();
}

void CurvePlot::setStyle(const PlotStyle& style) {
  style_ = style;
  styleChart(*this, style);
  arrange();
}

void CurvePlot::showLike(const CurvePlot& other) {
  content_ = other.content_;
  yRange_ = other.yRange_;
  fresh_ = other.fresh_;
  setStyle(other.style_);
}

void CurvePlot::setHover(std::optional<double> epoch) {
  hover_ = epoch;
  hoverLayer_->update();
}

void CurvePlot::resizeEvent(QGraphicsSceneResizeEvent* event) {
  for (auto* layer : {curveLayer_, hoverLayer_}) layer->followSize();
  QChart::resizeEvent(event);
  arrange();
}

void CurvePlot::arrange() {
  const AxisRange data = withFloor(
      withBranches(lossRange(content_.curves, content_.logarithmic, epochsOfUnit(content_)), content_),
      content_);
  if (content_.yRange) {
    yRange_ = *content_.yRange;
    fresh_ = true;
  } else if (data.minimum <= data.maximum) {
    yRange_ = steadyRange(fresh_ ? AxisRange{0, 0} : yRange_, data, content_.logarithmic);
    fresh_ = false;
  } else if (fresh_) {
    yRange_ = {0, 1};
  }
  xRange_ = epochRange(content_);
  const QMargins wanted = titleMargins(titles(), style_, size().width(), nameWidth());
  if (margins() != wanted) setMargins(wanted);
  placeTicks();
  updatePieces();
}

void CurvePlot::placeTicks() {
  const auto [across, up] = tickCounts(size(), style_.font);
  const std::vector<double> epochs = niceTicks(xRange_.minimum, xRange_.maximum, across);
  applyTicks(*xAxis_, xRange_, epochs, tickLabels(epochs));
  if (!content_.logarithmic) {
    const std::vector<double> losses = niceTicks(yRange_.minimum, yRange_.maximum, up);
    return applyTicks(*yAxis_, yRange_, losses, tickLabels(losses));
  }
  std::vector<double> losses = niceLogTicks(std::pow(10, yRange_.minimum), std::pow(10, yRange_.maximum), up);
  const QStringList labels = logTickLabels(losses);
  for (double& loss : losses) loss = std::log10(loss);
  applyTicks(*yAxis_, yRange_, losses, labels);
}

void CurvePlot::updatePieces() {
  pieces_.clear();
  laterPieces_.clear();
  for (const Curve& curve : content_.curves) {
    const auto [before, after] = partedAt(content_.cursor, curve.points);
    pieces_.push_back(curvePieces(before, scale(), content_.logarithmic));
    laterPieces_.push_back(curvePieces(after, scale(), content_.logarithmic));
  }
  otherPieces_.clear();
  for (const OtherUnit* each : otherUnits()) {
    const PlotScale own{plotArea(), xRange_, ownRange(each->curves, content_.logarithmic)};
    auto& pieces = otherPieces_.emplace_back();
    for (const Curve& curve : each->curves)
      pieces.push_back(curvePieces(curve.points, own, content_.logarithmic));
  }
  // Without a loss the numbers of its axis would mean nothing.
  yAxis_->setLabelsBrush(showsNothing() ? QColor(Qt::transparent) : style_.mutedText);
  curveLayer_->update();
  hoverLayer_->update();
}

/// The longer one where it has room.
QString CurvePlot::floorName() const {
  const CurveFloor& line = *content_.floor;
  const bool fits = QFontMetricsF(style_.font).horizontalAdvance(line.name) <= widestName * size().width();
  return fits || line.brief.isEmpty() ? line.name : line.brief;
}

int CurvePlot::nameWidth() const {
  const QFontMetricsF metrics(style_.font);
  double width = 0;
  for (const auto* curves : {&content_.curves, &content_.branches})
    for (const Curve& curve : *curves) width = std::max(width, metrics.horizontalAdvance(curve.name));
  if (content_.floor) width = std::max(width, metrics.horizontalAdvance(floorName()));
  return static_cast<int>(std::ceil(std::min(width, widestName * size().width()) + labelGap + labelEdge));
}

QString CurvePlot::caption() const {
  return hidesValues(content_)
             ? CurveChart::tr("Values that are not positive have no place on a logarithmic axis.")
             : QString();
}

void CurvePlot::paintCurves(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style_.font);
  paintTitles(painter, rect(), plotArea(), titles(), style_);
  paintOtherUnits(painter);
  paintSeams(painter);
  paintFloor(painter);
  paintBranches(painter);
  paintCursor(painter);
  paintLines(painter);
  paintPatience(painter);
  paintTopLabels(painter);
  paintNames(painter);
  paintHint(painter);
}

void CurvePlot::paintUpright(QPainter& painter, double epoch, const QColor& color) const {
  const QRectF area = plotArea();
  const double x = uprightAt(epoch);
  painter.setPen(QPen(color, 1));
  painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
}

void CurvePlot::paintSeams(QPainter& painter) const {
  for (const Seam& seam : content_.seams)
    if (xRange_.contains(seam.x)) paintUpright(painter, seam.x, style_.outline);
}

std::optional<double> CurvePlot::floorHeight() const {
  if (!content_.floor || showsNothing() || !canBeShown({0, content_.floor->value}, content_.logarithmic))
    return std::nullopt;
  const double value = axisValue(content_.floor->value, content_.logarithmic);
  if (!yRange_.contains(value)) return std::nullopt;
  return std::round(scale().toPixel({0, value}).y()) + 0.5;
}

void CurvePlot::paintFloor(QPainter& painter) const {
  const auto height = floorHeight();
  if (!height) return;
  QPen pen(style_.mutedText, 1, Qt::CustomDashLine, Qt::FlatCap);
  pen.setDashPattern({5, 4});
  painter.setPen(pen);
  painter.drawLine(QPointF(plotArea().left(), *height), QPointF(plotArea().right(), *height));
}

QString CurvePlot::meaningAt(QPointF position) const {
  const auto height = floorHeight();
  const bool onLine = height && position.x() >= plotArea().left() && std::abs(position.y() - *height) <= 5;
  return onLine ? content_.floor->meaning : QString();
}

std::vector<const OtherUnit*> CurvePlot::otherUnits() const {
  std::vector<const OtherUnit*> all;
  for (const auto* units : {&content_.earlier, &content_.later})
    for (const OtherUnit& each : *units) all.push_back(&each);
  return all;
}

void CurvePlot::paintOtherUnits(QPainter& painter) const {
  const auto units = otherUnits();
  for (std::size_t unit = 0; unit < otherPieces_.size(); ++unit) {
    painter.fillRect(groundOf(unit), mixed(style_.background, style_.outline, 0.13));
    for (std::size_t i = 0; i < otherPieces_[unit].size(); ++i) {
      Curve curve = units[unit]->curves[i];
      curve.color = mixed(style_.background, curve.color, 0.5);
      for (const QPolygonF& piece : otherPieces_[unit][i]) paintPiece(painter, piece, curve);
    }
  }
}

void CurvePlot::paintCursor(QPainter& painter) const {
  if (!content_.cursor || !xRange_.contains(*content_.cursor) || showsNothing()) return;
  QColor color = style_.accent;
  color.setAlphaF(0.6F);
  paintUpright(painter, *content_.cursor, color);
  const QPointF foot(uprightAt(*content_.cursor), plotArea().bottom());
  painter.setPen(Qt::NoPen);
  painter.setBrush(style_.accent);
  painter.drawPolygon(QPolygonF{foot + QPointF(-4, 6), foot + QPointF(4, 6), foot});
}

/// Most lines lie inside, and are painted as they are.
void CurvePlot::paintClipped(QPainter& painter, const QPolygonF& piece, const Curve& curve) const {
  if (plotArea().contains(piece.boundingRect())) return paintPiece(painter, piece, curve);
  for (const QPolygonF& part : clippedLine(piece, plotArea())) paintPiece(painter, part, curve);
}

void CurvePlot::paintBranches(QPainter& painter) const {
  for (Curve curve : content_.branches) {
    curve.color = mixed(style_.background, curve.color, 0.45);
    for (const QPolygonF& piece : curvePieces(curve.points, scale(), content_.logarithmic))
      paintClipped(painter, piece, curve);
  }
}

void CurvePlot::paintLines(QPainter& painter) const {
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    Curve curve = content_.curves[i];
    if (curve.faint) curve.color = mixed(style_.background, curve.color, 0.35);
    Curve later = curve;
    later.color = mixed(style_.background, later.color, 0.4);
    for (const QPolygonF& piece : laterPieces_[i]) paintClipped(painter, piece, later);
    for (const QPolygonF& piece : pieces_[i]) paintClipped(painter, piece, curve);
    if (curve.faint) continue;
    painter.setPen(Qt::NoPen);
    painter.setBrush(curve.color);
    for (const QPolygonF& piece : pieces_[i])
      if (piece.size() == 1 || &piece == &pieces_[i].back()) painter.drawEllipse(piece.back(), 3, 3);
  }
}

std::vector<CurvePlot::EndName> CurvePlot::endNames() const {
  std::vector<EndName> names;
  for (std::size_t i = 0; i < pieces_.size(); ++i)
    if (!lastPieces(i).isEmpty() && !content_.curves[i].faint)
      names.push_back({lastPieces(i).back().back(), content_.curves[i].name, content_.curves[i].color});
  for (const Curve& branch : content_.branches) {
    const auto pieces = curvePieces(branch.points, scale(), content_.logarithmic);
    if (!pieces.isEmpty() && !branch.name.isEmpty() && plotArea().contains(pieces.back().back()))
      names.push_back({pieces.back().back(), branch.name, style_.mutedText});
  }
  if (const auto height = floorHeight())
    names.push_back({{plotArea().right(), *height}, floorName(), style_.mutedText});
  return names;
}

void CurvePlot::paintPatience(QPainter& painter) const {
  if (!content_.patience || !canBeShown({0, content_.patience->value}, content_.logarithmic)) return;
  std::vector<QRectF> taken;
  for (const PlacedName& name : placedNames()) taken.push_back(name.box);
  paintPatienceRuler(painter, *content_.patience, scale(),
                     axisValue(content_.patience->value, content_.logarithmic), taken, style_);
}

// Off each other, each near the end of its curve.
std::vector<CurvePlot::PlacedName> CurvePlot::placedNames() const {
  const QFontMetricsF metrics(style_.font);
  const std::vector<EndName> names = endNames();
  std::vector<double> heights;
  for (const EndName& each : names) heights.push_back(each.end.y());
  const double room = plotArea().height() + 8, least = metrics.capHeight() + 2;
  const double line =
      std::clamp(room / std::max(1.0, static_cast<double>(names.size())), least, metrics.height());
  const std::vector<double> centres =
      spreadLabels(heights, line, plotArea().top() - 4, plotArea().bottom() + 4);
  std::vector<PlacedName> placed;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const double x = names[k].end.x() + labelGap;
    const QString name =
        metrics.elidedText(names[k].name, Qt::ElideRight, rect().right() - x - labelEdge + 2);
    const QRectF box(x, centres[k] - metrics.height() / 2, metrics.horizontalAdvance(name), metrics.height());
    placed.push_back({box, name, names[k].color});
  }
  return placed;
}

void CurvePlot::paintNames(QPainter& painter) const {
  const double drop = QFontMetricsF(style_.font).capHeight() / 2;
  painter.setFont(style_.font);
  for (const PlacedName& name : placedNames())
    paintOnPaper(painter, {name.box.left(), name.box.center().y() + drop}, name.text, name.color,
                 style_.background);
}

const QVector<QPolygonF>& CurvePlot::lastPieces(std::size_t curve) const {
  return laterPieces_[curve].isEmpty() ? pieces_[curve] : laterPieces_[curve];
}

bool CurvePlot::showsNothing() const {
  for (std::size_t i = 0; i < pieces_.size(); ++i)
    if (!lastPieces(i).isEmpty()) return false;
  return true;
}

void CurvePlot::paintHint(QPainter& painter) const {
  if (!showsNothing() || content_.emptyHint.isEmpty()) return;
  const int flags = Qt::AlignCenter | Qt::TextWordWrap;
  const QRectF room = plotArea().adjusted(8, 8, -8, -8);
  const QRectF box = QFontMetricsF(style_.font).boundingRect(room, flags, content_.emptyHint);
  painter.setFont(style_.font);
  painter.fillRect(box.adjusted(-6, 0, 6, 0), style_.background);
  painter.setPen(style_.mutedText);
  painter.drawText(room, flags, content_.emptyHint);
}

}  // namespace lossarium::ui

#include "ui/plots/box_canvas_key.h"

#include "ui/plots/box_canvas.h"
#include "ui/plots/box_plane.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double edge = BoxPlane::edge, between = 16, swatch = 18, inset = 8;

struct Entry {
  QString name;
  QPen pen;
  QColor fill;
};

std::vector<Entry> entriesOf(const BoxStage& stage) {
  const PlotStyle& style = stage.style;
  const BoxMarks& marks = stage.scene.marks;
  std::vector<Entry> entries{
      {BoxCanvas::tr("target"), QPen(style.text, 2), Qt::transparent},
      {BoxCanvas::tr("prediction"), QPen(style.accent, 2), withAlpha(style.accent, 0.13)}};
  if (marks.overlap) entries.push_back({BoxCanvas::tr("overlap"), Qt::NoPen, withAlpha(style.accent, 0.47)});
  if (marks.unionArea)
    entries.push_back({BoxCanvas::tr("union"), QPen(withAlpha(style.text, 0.3), 3), Qt::transparent});
  if (marks.enclosing)
    entries.push_back(
        {BoxCanvas::tr("enclosing box"), QPen(style.mutedText, 1.25, Qt::DashLine), Qt::transparent});
  return entries;
}

/// Right-aligned; returns where it begins.
double paintArrowKey(const BoxStage& stage, const QRectF& whole, double full) {
  const double right = whole.right() - edge;
  if (stage.scene.pulls.empty() || !(full > 0) || !stage.scene.prediction.allFinite()) return right;
  const QFontMetricsF metrics(stage.small);
  const QString slope = readableNumber(full, 2);
  const QString text = stage.scene.picture.isNull() ? BoxCanvas::tr("slope %1").arg(slope)
                                                    : BoxCanvas::tr("slope %1 per pixel").arg(slope);
  const double length = longestPull(stage.scale), baseline = whole.top() + 4 + metrics.ascent();
  const double left = right - metrics.horizontalAdvance(text);
  const QPointF tip(left - 6, baseline - metrics.xHeight() / 2);
  if (tip.x() - length < whole.left() + whole.width() / 3) return right;
  stage.painter.setFont(stage.small);
  stage.painter.setPen(stage.style.mutedText);
  stage.painter.drawText(QPointF(left, baseline), text);
  paintPullArrow(stage.painter, {tip - QPointF(length, 0), tip}, stage.style.mutedText, stage.style);
  return tip.x() - length - between;
}

}  // namespace

void paintBoxKey(const BoxStage& stage, const QRectF& whole, double full) {
  const QFontMetricsF metrics(stage.small);
  QPainter& painter = stage.painter;
  const double right = paintArrowKey(stage, whole, full), baseline = whole.top() + 4 + metrics.ascent();
  double left = whole.left() + edge;
  painter.setFont(stage.small);
  for (const Entry& entry : entriesOf(stage)) {
    const double width = metrics.horizontalAdvance(entry.name);
    if (left + swatch + width > right) return;
    painter.setPen(entry.pen);
    painter.setBrush(entry.fill);
    painter.drawRect(QRectF(left + 1, baseline - metrics.capHeight(), 11, metrics.capHeight()));
    painter.setPen(stage.style.mutedText);
    painter.drawText(QPointF(left + swatch, baseline), entry.name);
    left += swatch + width + between;
  }
}

void paintAbsences(BoxStage& stage, const QStringList& lines) {
  if (lines.isEmpty()) return;
  const QFontMetricsF metrics(stage.small);
  const QRectF area = stage.scale.area.adjusted(inset, inset, -inset, -inset);
  const QRectF boxes = stage.pixels(boxAround({stage.scene.target, stage.scene.prediction}));
  const double height = metrics.height() * static_cast<double>(lines.size());
  const bool below = area.bottom() - boxes.bottom() >= boxes.top() - area.top();
  double top = below ? area.bottom() - height : area.top();
  for (const QString& line : lines) {
    const QString shown = metrics.elidedText(line, Qt::ElideRight, area.width());
    stage.text({area.left(), top + metrics.ascent()}, shown, stage.style.text);
    stage.labels.keepFree({area.left(), top, metrics.horizontalAdvance(shown), metrics.height()});
    top += metrics.height();
  }
}

}  // namespace lossarium::ui

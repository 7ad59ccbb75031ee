#include "ui/plots/height_key.h"

#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double pad = 8, sample = 30;

struct Row {
  QString name;
  const SceneContours* lines = nullptr;  ///< none: the first height
  bool hasBest = false;
};

std::vector<Row> rowsOf(const SurfaceScene& scene) {
  std::vector<Row> rows{{scene.name, nullptr, scene.minimum.has_value()}};
  for (const SceneContours& each : scene.overlay) rows.push_back({each.name, &each, each.best.has_value()});
  return rows;
}

// The field's own colours, or a piece of line; and the mark of the best place.
void paintSample(QPainter& painter, const QRectF& room, const Row& row, const PlotStyle& style) {
  const double middle = room.center().y();
  if (row.lines) {
    paintOverlayLine(painter, {{QPointF(room.left(), middle), QPointF(room.right(), middle)}},
                     row.lines->color, row.lines->dash);
  } else {
    QLinearGradient field(room.topLeft(), room.topRight());
    for (const double at : {0.0, 0.5, 1.0}) field.setColorAt(at, lossColor(style.colorMap, at));
    painter.fillRect(QRectF(room.left(), middle - 4, room.width(), 8), field);
  }
  if (row.hasBest)
    paintMinimum(painter, room.center(), false, style, row.lines ? row.lines->color : QColor(Qt::white));
}

}  // namespace

QColor onPaper(const QColor& color, const PlotStyle& style) {
  return style.dark ? color : mixed(color, Qt::black, 0.35);
}

void paintHeightKey(QPainter& painter, const QRectF& area, const SurfaceScene& scene, const PlotStyle& style,
                    double below) {
  if (scene.overlay.empty()) return;
  const std::vector<Row> rows = rowsOf(scene);
  const QFontMetricsF metrics(style.font);
  double widest = 0;
  for (const Row& row : rows) widest = std::max(widest, metrics.horizontalAdvance(row.name));
  const double line = metrics.height() + 2;
  QRectF box(QPointF(), QSizeF(3 * pad + sample + widest, pad + line * static_cast<double>(rows.size())));
  box.moveTopRight(area.topRight() + QPointF(-pad, pad + below));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style.font);
  painter.setPen(Qt::NoPen);
  painter.setBrush(withAlpha(style.background, 0.88));
  painter.drawRoundedRect(box, 4, 4);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double top = box.top() + pad / 2 + line * static_cast<double>(i);
    paintSample(painter, QRectF(box.left() + pad, top, sample, line), rows[i], style);
    painter.setPen(style.text);
    painter.drawText(QRectF(box.left() + 2 * pad + sample, top, widest + 1, line),
                     Qt::AlignLeft | Qt::AlignVCenter, rows[i].name);
  }
}

}  // namespace lossarium::ui

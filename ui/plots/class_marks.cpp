#include "ui/plots/class_marks.h"

#include "ui/plots/plot_marks.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lossarium::ui {
namespace {

constexpr int colors = 6, shapes = 6, mostRows = 3;
constexpr double markRoom = 14, between = 14;

QString tr(const char* text, int count = -1) {
  return QCoreApplication::translate("ClassMarks", text, nullptr, count);
}

// A colour that comes again comes with another shape.
int shapeOf(Index label) { return static_cast<int>((label + label / colors) % shapes); }

QPolygonF corners(int count, double turn, QPointF centre, double radius) {
  QPolygonF polygon;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * (i + turn) / count;
    polygon << centre + radius * QPointF(std::sin(angle), -std::cos(angle));
  }
  return polygon;
}

// All shapes have nearly the same area.
QPolygonF outlineOf(int shape, QPointF centre, double radius) {
  switch (shape) {
    case 1:
      return corners(4, 0.5, centre, 1.22 * radius);
    case 2:
      return corners(3, 0, centre + QPointF(0, 0.15 * radius), 1.42 * radius);
    case 3:
      return corners(4, 0, centre, 1.3 * radius);
    case 4:
      return corners(3, 0.5, centre - QPointF(0, 0.15 * radius), 1.42 * radius);
    default:
      return corners(6, 0, centre, 1.12 * radius);
  }
}

void drawShape(QPainter& painter, Index label, QPointF centre, double radius) {
  if (shapeOf(label) == 0)
    painter.drawEllipse(centre, radius, radius);
  else
    painter.drawConvexPolygon(outlineOf(shapeOf(label), centre, radius));
}

struct Item {
  Index label;
  bool filled;
  QString text;
  double width;
};

QString words(HeldOut rows) {
  switch (rows) {
    case HeldOut::none:
      break;
    case HeldOut::validation:
      return tr("hollow: validation rows");
    case HeldOut::test:
      return tr("with a dot: test rows");
    case HeldOut::both:
      return tr("hollow: validation, with a dot: test");
  }
  return {};
}

std::vector<Item> itemsOf(const QStringList& names, HeldOut rows, double width,
                          const QFontMetricsF& metrics) {
  std::vector<Item> items;
  const auto add = [&](Index label, bool filled, const QString& name) {
    const QString text = metrics.elidedText(name, Qt::ElideRight, 0.4 * width);
    items.push_back({label, filled, text, markRoom + metrics.horizontalAdvance(text)});
  };
  if (rows != HeldOut::none) add(-1, true, words(rows));
  for (qsizetype k = 0; k < names.size(); ++k) add(k, true, names[k]);
  return items;
}

}  // namespace

QColor classColor(Index label, const PlotStyle& style) {
  return runColor(static_cast<int>(label % colors), style.dark);
}

QColor regionColor(Index label, double share, Index classes, const PlotStyle& style) {
  const double even = 1.0 / static_cast<double>(classes);
  const double certain = std::clamp((share - even) / (1 - even), 0.0, 1.0);
  return mixed(style.background, classColor(label, style), 0.08 + 0.3 * certain);
}

void paintClassMark(QPainter& painter, Index label, bool filled, QPointF centre, double radius,
                    const PlotStyle& style) {
  const QColor color = classColor(label, style);
  painter.setPen(filled ? QPen(style.background, 1) : QPen(color, std::max(1.2, radius * 0.4)));
  painter.setBrush(filled ? color : style.background);
  drawShape(painter, label, centre, filled ? radius : radius * 0.85);
}

void outlineClassMark(QPainter& painter, Index label, QPointF centre, double radius) {
  painter.setBrush(Qt::NoBrush);
  drawShape(painter, label, centre, radius + 1.4);
}

Legend layOutLegend(const QStringList& names, HeldOut held, double first, double width,
                    const PlotStyle& style) {
  const QFontMetricsF metrics(style.font);
  const std::vector<Item> items = itemsOf(names, held, width, metrics);
  std::vector<std::vector<Item>> rows(1);
  double left = first;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const double needed = items[i].width + (rows.back().empty() ? 0 : between);
    if (needed > left) {
      if (rows.size() == mostRows) {
        rows.back().back() = {-1, true, tr("and %n more", static_cast<int>(items.size() - i + 1)), 0};
        rows.back().back().width = markRoom + metrics.horizontalAdvance(rows.back().back().text);
        break;
      }
      rows.emplace_back();
      left = width;
    }
    left -= items[i].width + (rows.back().empty() ? 0 : between);
    rows.back().push_back(items[i]);
  }
  Legend legend;
  legend.rows = static_cast<int>(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    double right = 0;
    const double baseline = static_cast<double>(row) * metrics.height() + metrics.ascent();
    for (auto item = rows[row].rbegin(); item != rows[row].rend(); ++item) {
      right -= item->width;
      legend.entries.push_back({item->label, item->filled, item->text, {right + markRoom, baseline}});
      right -= between;
    }
  }
  return legend;
}

Legend stackedLegend(const QStringList& names, HeldOut held, const PlotStyle& style) {
  constexpr double widest = 1000;
  const QFontMetricsF metrics(style.font);
  Legend legend;
  for (const Item& item : itemsOf(names, held, widest, metrics)) {
    const double baseline = legend.rows * metrics.height() + metrics.ascent();
    legend.entries.push_back({item.label, item.filled, item.text, {item.label < 0 ? 0 : markRoom, baseline}});
    legend.width = std::max(legend.width, item.width);
    ++legend.rows;
  }
  return legend;
}

void paintLegend(QPainter& painter, const Legend& legend, QPointF topRight, const PlotStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style.font);
  const double middle = QFontMetricsF(style.font).xHeight() / 2;
  for (const LegendEntry& entry : legend.entries) {
    const QPointF baseline = topRight + entry.baseline;
    painter.setPen(style.mutedText);
    painter.drawText(baseline, entry.text);
    if (entry.label >= 0)
      paintClassMark(painter, entry.label, entry.filled, baseline - QPointF(markRoom - 6, middle), 4.2,
                     style);
  }
}

}  // namespace lossarium::ui

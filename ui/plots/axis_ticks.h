// The numbers on a plot: where an axis has its ticks, how they and the readouts are written, where labels go,
// and what pixel a value falls on.
#pragma once

#include "ui/plots/plot_style.h"

#include <QMargins>
#include <QPointF>
#include <QRectF>
#include <QStringList>

#include <vector>

QT_BEGIN_NAMESPACE
class QAbstractAxis;
class QCategoryAxis;
class QChart;
class QPainter;
QT_END_NAMESPACE

namespace lossarium::ui {

struct AxisRange {
  double minimum = 0;
  double maximum = 1;

  double span() const { return maximum - minimum; }
  bool contains(double value) const { return value >= minimum && value <= maximum; }
  bool operator==(const AxisRange&) const = default;
};

/// Sends values to pixels: `x` grows to the right of `area`, `y` upwards.
struct PlotScale {
  QRectF area;
  AxisRange x;
  AxisRange y;

  QPointF toPixel(QPointF value) const;
  QPointF toValue(QPointF pixel) const;
  bool operator==(const PlotScale&) const = default;
};

/// Finite, ordered and wide enough that neighbouring ticks differ; NaN gives 0 … 1.
AxisRange sensibleRange(double minimum, double maximum);
/// The smallest range that holds both ends and starts and stops at a step of about `about` ticks.
AxisRange niceRange(double minimum, double maximum, int about);

/// `current`, unless the data left it or fill less than half of it: then a nice range around the data. So an
/// axis holds still while a curve grows. `logarithmic`: both in powers of ten.
AxisRange steadyRange(AxisRange current, AxisRange data, bool logarithmic);

/// Multiples of 1, 2, 2.5 or 5 · 10ⁿ inside the range.
std::vector<double> niceTicks(double minimum, double maximum, int about);
/// Powers of ten, 1–2–5 steps within few decades, ordinary ticks within a part of one.
std::vector<double> niceLogTicks(double minimum, double maximum, int about);

/// One count of decimals, and one power of ten where numbers are very large or small; a real minus sign.
QStringList tickLabels(const std::vector<double>& ticks);
QStringList logTickLabels(const std::vector<double>& ticks);
/// So many significant digits, without idle zeros.
QString readableNumber(double value, int digits = 4);

/// An axis that shows exactly these labels at these places.
QCategoryAxis* addLabelledAxis(QChart& chart, Qt::Alignment side);
void applyTicks(QCategoryAxis& axis, AxisRange range, const std::vector<double>& places,
                const QStringList& labels);

/// The room that is left over, across and upwards, where a length along x is to be as long as the same length
/// along y; none where the ranges are so unlike that their units must be, too.
QSizeF spareRoom(const QSizeF& room, AxisRange x, AxisRange y);

/// How many ticks a chart of this size has room for.
struct TickCounts {
  int across;
  int up;
};
TickCounts tickCounts(const QSizeF& chart, const QFont& font);

QFont scaledFont(QFont font, double factor);
/// The chart's paper, and the lines, numbers and titles of its axes. No legend, no frame, no animation.
void styleChart(QChart& chart, const PlotStyle& style);

struct PlotTitles {
  QString x;
  QString y;
  QString caption;
};

/// Room for the y title above the plot area, and for the x title and the caption below; `right` is the
/// caller's.
QMargins titleMargins(const PlotTitles& titles, const PlotStyle& style, double width, int right);
/// The y title lies flat over its axis, where it reads without turning one's head.
void paintTitles(QPainter& painter, const QRectF& whole, const QRectF& area, const PlotTitles& titles,
                 const PlotStyle& style);
/// Text that stays legible over lines.
void paintOnPaper(QPainter& painter, QPointF baseline, const QString& text, const QColor& color,
                  QColor paper);

/// Moves centres of labels apart by as little as possible, so that each has `height` between `top` and
/// `bottom`.
std::vector<double> spreadLabels(const std::vector<double>& centres, double height, double top,
                                 double bottom);

struct ReadoutRow {
  QColor color;  ///< invalid: no swatch
  QString label;
  QString value;
};

/// A small box of rows beside `anchor`, inside `area`.
void paintReadout(QPainter& painter, const QRectF& area, QPointF anchor, const std::vector<ReadoutRow>& rows,
                  const PlotStyle& style);

}  // namespace lossarium::ui

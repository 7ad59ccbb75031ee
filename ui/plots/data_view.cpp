#include "ui/plots/data_view.h"

#include "ui/plots/class_plot.h"
#include "ui/plots/data_plot.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace lossarium::ui {
namespace {

constexpr double reach = 14;  // pixels from the pointer to a point that it reads

}  // namespace

DataView::DataView(QWidget* parent)
    : QChartView(parent),
      fit_(std::make_unique<DataPlot>(true)),
      classes_(std::make_unique<ClassPlot>(true)),
      plot_(fit_.get()) {
  setChart(plot_);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setMouseTracking(true);
  setMinimumSize(160, 120);
  setAccessibleName(tr("Data and fit"));
  setAccessibleDescription(
      tr("The data and what the model makes of them. The pointer shows a point’s values."));
}

// The view would delete what it shows, and both charts are this object's own.
DataView::~DataView() { setChart(new QChart); }

void DataView::setScene(const DataScene& scene) {
  present(fit_.get());
  fit_->setContent(scene);
  hover(plot_->hovered());
}

void DataView::setScene(const ClassScene& scene) {
  present(classes_.get());
  classes_->setContent(scene);
  hover(plot_->hovered());
}

void DataView::present(PointPlot* plot) {
  if (plot == plot_) return;
  hover(std::nullopt);
  plot_ = plot;
  setChart(plot_);
}

void DataView::setPlotStyle(const PlotStyle& style) {
  setBackgroundBrush(style.background);
  fit_->setStyle(style);
  classes_->setStyle(style);
}

void DataView::paintTo(QPainter& painter, const QRectF& target) const {
  PointPlot* plot = plot_->copy().release();
  QGraphicsScene canvas;
  canvas.addItem(plot);
  plot->resize(target.size());
  plot->layout()->activate();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);  // upright and level lines are sharper without
  canvas.render(&painter, target, plot->rect(), Qt::IgnoreAspectRatio);
  painter.restore();
}

PlotScale DataView::plotScale() const { return plot_->scale(); }

QStringList DataView::readout() const {
  QStringList lines;
  for (const ReadoutRow& row : plot_->readout())
    lines += row.value.isEmpty() ? row.label : row.label + QLatin1Char(' ') + row.value;
  return lines;
}

void DataView::hover(std::optional<qsizetype> index) {
  plot_->setHover(index);
  if (index == hovered_) return;
  hovered_ = index;
  emit pointHovered(index ? static_cast<int>(*index) : -1);
}

void DataView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = plot_->mapFromScene(mapToScene(event->position().toPoint()));
  hover(plot_->pointNear(position, reach));
  event->ignore();
}

void DataView::leaveEvent(QEvent* event) {
  hover(std::nullopt);
  QChartView::leaveEvent(event);
}

void DataView::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void DataView::keyPressEvent(QKeyEvent* event) { event->ignore(); }

void DataView::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace lossarium::ui

#include "ui/plots/data_view.h"

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
    : QChartView(new DataPlot(true), parent), plot_(static_cast<DataPlot*>(chart())) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setMouseTracking(true);
  setMinimumSize(160, 120);
  setAccessibleName(tr("Data and fit"));
  setAccessibleDescription(
      tr("The data, the model’s fit and its residuals. The pointer shows a point’s values."));
}

DataView::~DataView() = default;

void DataView::setScene(const DataScene& scene) {
  plot_->setContent(scene);
  hover(plot_->hovered());
}

void DataView::setPlotStyle(const PlotStyle& style) {
  setBackgroundBrush(style.background);
  plot_->setStyle(style);
}

void DataView::paintTo(QPainter& painter, const QRectF& target) const {
  auto* plot = new DataPlot(false);
  QGraphicsScene canvas;
  canvas.addItem(plot);
  plot->resize(target.size());
  plot->setStyle(plot_->style());
  plot->setContent(plot_->content());
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
  hover(plot_->cloud().pointNear(position, reach));
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

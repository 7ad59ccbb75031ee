#include "ui/pages/duel/surface_cell.h"

#include "ui/pages/run_marks.h"
#include "ui/pages/train/pictures.h"
#include "ui/plots/axis_ticks.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/surface_painter.h"
#include "ui/plots/surface_view.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace lossarium::ui {
namespace {

constexpr int ballSide = 20;
constexpr double smallText = 0.88;

}  // namespace

SurfaceCell::SurfaceCell(QWidget* parent)
    : QWidget(parent),
      balls_(new QLabel(this)),
      name_(new ElidedLabel(4, {}, this)),
      head_(new QWidget(this)),
      views_(new QStackedWidget(this)),
      view_(new SurfaceView(this)),
      map_(new ContourMap(this)) {
  for (QWidget* view : {static_cast<QWidget*>(view_), static_cast<QWidget*>(map_)}) {
    view->setMinimumSize(140, 110);
    views_->addWidget(view);
  }
  connect(view_, &SurfaceView::startPicked, this, &SurfaceCell::startPicked);
  connect(map_, &ContourMap::startPicked, this, &SurfaceCell::startPicked);
  connect(view_, &SurfaceView::momentPicked, this, &SurfaceCell::momentPicked);
  connect(map_, &ContourMap::momentPicked, this, &SurfaceCell::momentPicked);
  auto* row = new QHBoxLayout(head_);
  row->setContentsMargins(8, 0, 8, 0);
  row->setSpacing(6);
  row->addWidget(balls_);
  row->addWidget(name_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(head_);
  column->addWidget(views_, 1);
}

void SurfaceCell::show(SurfaceScene scene, const QString& name, const std::vector<std::size_t>& runs,
                       bool named) {
  name_->setText(name);
  head_->setVisible(named);
  if (std::exchange(small_, named) != named) applyStyle();
  if (std::exchange(runs_, runs) != runs) showBalls();
  if (views_->currentWidget() == map_)
    map_->setScene(std::move(scene));
  else
    view_->setScene(std::move(scene));
}

void SurfaceCell::showBalls() {
  const int count = static_cast<int>(runs_.size());
  QPixmap picture(devicePixelRatio() * QSize(std::max(1, count) * ballSide, ballSide));
  picture.setDevicePixelRatio(devicePixelRatioF());
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  for (int i = 0; i < count; ++i)
    runIcon(runs_[static_cast<std::size_t>(i)], theme_.plots)
        .paint(&painter, QRect(i * ballSide, 0, ballSide, ballSide));
  painter.end();
  balls_->setPixmap(picture);
}

// The views take their own presses: what comes here was meant for the name.
void SurfaceCell::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && !runs_.empty()) emit picked(runs_.front());
}

void SurfaceCell::setContour(bool contour) {
  views_->setCurrentWidget(contour ? static_cast<QWidget*>(map_) : view_);
}

void SurfaceCell::setAnimated(bool animated) {
  view_->setAnimated(animated);
  map_->setAnimated(animated);
}

QString SurfaceCell::name() const { return name_->text(); }

void SurfaceCell::focusView() { views_->currentWidget()->setFocus(); }

void SurfaceCell::setTheme(const Theme& theme) {
  theme_ = theme;
  applyStyle();
  showBalls();
}

// One of several has smaller text.
void SurfaceCell::applyStyle() {
  PlotStyle style = theme_.plots;
  if (small_) style.font = scaledFont(style.font, smallText);
  view_->setPlotStyle(style);
  map_->setPlotStyle(style);
}

void SurfaceCell::paintTo(QPainter& painter, const QRectF& area, bool vector) const {
  if (views_->currentWidget() == map_)
    paintContourMap(painter, area, map_->landscape(), theme_.plots);
  else
    paintSurface(painter, area, view_->scene(), view_->camera(), theme_.plots,
                 vector ? SurfaceQuality::vector : SurfaceQuality::resting);
}

}  // namespace lossarium::ui

#include "ui/pages/surface_pane.h"

#include "ui/pages/train/export.h"
#include "ui/pages/train/pictures.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/surface_painter.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/animation.h"
#include "ui/shell/icons.h"

#include <QStackedWidget>
#include <QToolButton>

namespace lossarium::ui {

SurfacePane::SurfacePane(const QString& title, const std::vector<QWidget*>& controls, QWidget* parent)
    : SurfacePane(title, new QStackedWidget, controls, parent) {}

SurfacePane::SurfacePane(const QString& title, QStackedWidget* views, const std::vector<QWidget*>& controls,
                         QWidget* parent)
    : ViewFrame(title, views, parent),
      views_(views),
      surface_(new SurfaceView(this)),
      map_(new ContourMap(this)) {
  for (QWidget* control : controls)
    if (auto* button = qobject_cast<QToolButton*>(control))
      addButton(button);
    else
      addControl(control);
  surface_->setMinimumSize(320, 240);
  views_->addWidget(surface_);
  views_->addWidget(map_);
  arrows_ =
      addToggle(tr("Arrows"),
                tr("At the ball that is followed: steepest descent, where momentum leads, and where the last "
                   "step went. How long they are says nothing. On the map also steepest descent everywhere."),
                true);
  logarithmic_ = addToggle(tr("Logarithmic"), tr("Loss on a logarithmic scale (L)"), true);
  logarithmic_->setObjectName(QStringLiteral("quiet"));
  logarithmic_->setText(tr("log"));
  contour_ = addToggle(tr("Contour map"), tr("Contour map or 3-D (C)"), true);
  home_ = addToggle(tr("Home view"), tr("The view as it was at the beginning (H)"), false);
  connectViews();
  addExports();
  setAnimated(animatesChanges().get());
}

void SurfacePane::connectViews() {
  connect(surface_, &SurfaceView::startPicked, this, &SurfacePane::startPicked);
  connect(map_, &ContourMap::startPicked, this, &SurfacePane::startPicked);
  connect(surface_, &SurfaceView::startDragged, this, &SurfacePane::startDragged);
  connect(map_, &ContourMap::startDragged, this, &SurfacePane::startDragged);
  connect(surface_, &SurfaceView::startDropped, this, &SurfacePane::startDropped);
  connect(map_, &ContourMap::startDropped, this, &SurfacePane::startDropped);
  connect(surface_, &SurfaceView::momentPicked, this, &SurfacePane::momentPicked);
  connect(map_, &ContourMap::momentPicked, this, &SurfacePane::momentPicked);
  connect(contour_, &QToolButton::toggled, this, [this](bool contour) {
    views_->setCurrentWidget(contour ? static_cast<QWidget*>(map_) : surface_);
    // What it showed last may be long ago.
    contour ? map_->jump() : surface_->jump();
    emit changed();
  });
  connect(arrows_, &QToolButton::toggled, this, &SurfacePane::changed);
  connect(logarithmic_, &QToolButton::toggled, this, &SurfacePane::changed);
  connect(home_, &QToolButton::clicked, this, &SurfacePane::home);
}

void SurfacePane::addExports() {
  addPictureExports(this, tr("surface"), [this](QPainter& painter, const QRectF& area, bool vector) {
    if (contour_->isChecked())
      paintContourMap(painter, area, map_->landscape(), theme_.plots);
    else
      paintSurface(painter, area, surface_->scene(), surface_->camera(), theme_.plots,
                   vector ? SurfaceQuality::vector : SurfaceQuality::resting);
  });
}

void SurfacePane::setScene(SurfaceScene scene) {
  if (contour_->isChecked())
    map_->setScene(std::move(scene));
  else
    surface_->setScene(std::move(scene));
}

void SurfacePane::setAnimated(bool animated) {
  surface_->setAnimated(animated);
  map_->setAnimated(animated);
}

void SurfacePane::openAtHome() { surface_->openAtHome(); }

bool SurfacePane::isLogarithmic() const { return logarithmic_->isChecked(); }
bool SurfacePane::namesArrows() const { return arrows_->isChecked(); }
void SurfacePane::toggleContour() { contour_->toggle(); }
void SurfacePane::toggleLogarithmic() { logarithmic_->toggle(); }
void SurfacePane::setLogarithmic(bool logarithmic) { logarithmic_->setChecked(logarithmic); }

void SurfacePane::home() {
  surface_->home();
  map_->home();
}

void SurfacePane::top() { surface_->topView(); }

void SurfacePane::focusView() { views_->currentWidget()->setFocus(); }

void SurfacePane::setTheme(const Theme& theme) {
  theme_ = theme;
  ViewFrame::setTheme(theme);
  surface_->setPlotStyle(theme.plots);
  map_->setPlotStyle(theme.plots);
  for (const auto& [button, icon] :
       {std::pair(arrows_, "arrows"), std::pair(contour_, "contour"), std::pair(home_, "home")})
    button->setIcon(themedIcon(QString::fromLatin1(icon), theme.icon, theme.disabledIcon));
}

}  // namespace lossarium::ui

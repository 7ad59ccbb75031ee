#include "ui/pages/boxes/simulation_map.h"

#include "ui/pages/boxes/simulation_scenes.h"
#include "ui/pages/boxes/simulation_words.h"
#include "ui/pages/run_marks.h"
#include "ui/pages/train/export.h"
#include "ui/plots/anchor_map.h"
#include "ui/plots/surface_painter.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/animation.h"
#include "ui/shell/icons.h"
#include "ui/widgets/combo_box.h"

#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace lossarium::ui {

SimulationMap::SimulationMap(QWidget* parent) : SimulationMap(new QStackedWidget, parent) {}

SimulationMap::SimulationMap(QStackedWidget* views, QWidget* parent)
    : ViewFrame(tr("Final error"), views, parent),
      views_(views),
      map_(new AnchorMap(this)),
      surface_(new SurfaceView(this)),
      loss_(new ComboBox(this)) {
  surface_->setMinimumSize(320, 240);
  views_->addWidget(map_);
  views_->addWidget(surface_);
  addControls();
  addExports();
  setAnimated(animatesChanges().get());
}

void SimulationMap::addControls() {
  loss_->setAccessibleName(tr("Loss whose map is shown"));
  loss_->setToolTip(tr("The loss whose final errors are shown by anchor point"));
  loss_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  addControl(loss_);
  common_ = addToggle(tr("One scale for all losses"),
                      tr("Colours reach over what all losses leave, so that maps of different losses can be "
                         "compared; else each has all colours for itself"),
                      true);
  common_->setText(tr("one scale"));
  logarithmic_ = addToggle(tr("Logarithmic"), tr("Error on a logarithmic scale (L)"), true);
  logarithmic_->setText(tr("log"));
  for (QToolButton* button : {common_, logarithmic_}) button->setObjectName(QStringLiteral("quiet"));
  logarithmic_->setChecked(true);
  contour_ = addToggle(tr("Map"), {}, true);
  contour_->setChecked(true);
  home_ = addToggle(tr("Home view"), tr("The view in 3-D as it was at the beginning (H)"), false);
  connect(loss_, &QComboBox::activated, this,
          [this](int index) { emit picked(loss_->itemData(index).toULongLong()); });
  for (QToolButton* button : {common_, logarithmic_, contour_})
    connect(button, &QToolButton::toggled, this, &SimulationMap::refresh);
  connect(home_, &QToolButton::clicked, this, &SimulationMap::home);
}

void SimulationMap::addExports() {
  addPictureExports(this, tr("final-error"), [this](QPainter& painter, const QRectF& area, bool vector) {
    if (showsMap())
      map_->paintTo(painter, area);
    else
      paintSurface(painter, area, surface_->scene(), surface_->camera(), theme_.plots,
                   vector ? SurfaceQuality::vector : SurfaceQuality::resting);
  });
  addTableExport(this, tr("final-error"), [this] { return finalErrorCsv(results_.get()); });
}

// Of few points there is no surface: the map shows each.
bool SimulationMap::showsMap() const { return contour_->isChecked() || !results_ || !hasCells(*results_); }

void SimulationMap::showResults(std::shared_ptr<const SimulationResults> results, std::size_t place) {
  results_ = std::move(results);
  place_ = place;
  offerLosses();
  refresh();
}

void SimulationMap::offerLosses() {
  loss_->clear();
  if (results_)
    for (const auto& [place, simulated] : results_->losses)
      loss_->addItem(runIcon(place, theme_.plots), boxLossName(simulated->loss),
                     QVariant::fromValue<qulonglong>(place));
  loss_->setCurrentIndex(loss_->findData(QVariant::fromValue<qulonglong>(place_)));
  loss_->setEnabled(loss_->count() > 0);
}

void SimulationMap::refresh() {
  const SimulatedLoss* shown = results_ ? results_->at(place_) : nullptr;
  const bool enough = results_ && hasCells(*results_);
  contour_->setEnabled(enough || !results_);
  contour_->setToolTip(
      enough || !results_
          ? tr("Map or 3-D (C)")
          : tr("A surface needs %1 anchor points: of fewer each is drawn").arg(leastPointsForCells));
  common_->setEnabled(showsMap());
  home_->setEnabled(!showsMap());
  views_->setCurrentWidget(showsMap() ? static_cast<QWidget*>(map_) : surface_);
  if (!shown) {
    map_->setScene({.places = {}, .errorTitle = {}, .emptyHint = tr("No loss has run yet.")});
    return setCaption({});
  }
  QString caption = mapCaption(*shown);
  if (showsMap()) {
    map_->setScene(anchorScene(*results_, *shown, isLogarithmic(), common_->isChecked()));
    if (const QString note = map_->note(); !note.isEmpty()) caption += QStringLiteral(" ") + note + '.';
  } else {
    if (heightsOf_.get() != shown) heights_ = errorSurface(*shown);
    for (const auto& entry : results_->losses)
      if (entry.simulated.get() == shown) heightsOf_ = entry.simulated;
    surface_->setScene(errorScene(heights_, isLogarithmic()));
  }
  setCaption(caption);
}

void SimulationMap::setTheme(const Theme& theme) {
  theme_ = theme;
  ViewFrame::setTheme(theme);
  map_->setPlotStyle(theme.plots);
  surface_->setPlotStyle(theme.plots);
  for (const auto& [button, icon] : {std::pair(contour_, "contour"), std::pair(home_, "home")})
    button->setIcon(themedIcon(QString::fromLatin1(icon), theme.icon, theme.disabledIcon));
  offerLosses();
}

void SimulationMap::setAnimated(bool animated) { surface_->setAnimated(animated); }
bool SimulationMap::isLogarithmic() const { return logarithmic_->isChecked(); }
void SimulationMap::setLogarithmic(bool logarithmic) { logarithmic_->setChecked(logarithmic); }

void SimulationMap::toggleContour() {
  if (contour_->isEnabled()) contour_->toggle();
}

void SimulationMap::home() { surface_->home(); }

void SimulationMap::top() { surface_->topView(); }

void SimulationMap::focusView() { views_->currentWidget()->setFocus(); }

}  // namespace lossarium::ui

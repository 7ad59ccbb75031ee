#include "ui/pages/boxes/boxes_page.h"

#include "ui/pages/boxes/pair_page.h"
#include "ui/pages/boxes/simulation_page.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace lossarium::ui {

BoxesPage::BoxesPage(BoxesSession& session, QWidget* parent)
    : Page(parent),
      views_(new QStackedWidget(this)),
      pair_(new PairPage(session, this)),
      simulationPage_(new SimulationPage(simulation_, this)) {
  views_->addWidget(pair_);
  views_->addWidget(simulationPage_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(views_, 1);
  for (const auto& [page, view] :
       {std::pair<ColumnsPage*, BoxesView>(pair_, BoxesView::pair),
        std::pair<ColumnsPage*, BoxesView>(simulationPage_, BoxesView::simulation)}) {
    auto* choice = new ViewSwitch(view);
    page->putFirst(choice);
    connect(choice, &ViewSwitch::wanted, this, &BoxesPage::showView);
  }
  connect(pair_, &PairPage::told, this, &BoxesPage::told);
  connect(&simulation_, &SimulationSession::failed, this, &BoxesPage::told);
}

Page* BoxesPage::shown() const { return static_cast<Page*>(views_->currentWidget()); }

BoxesView BoxesPage::view() const { return shown() == pair_ ? BoxesView::pair : BoxesView::simulation; }

void BoxesPage::showView(BoxesView view) {
  views_->setCurrentWidget(view == BoxesView::pair ? static_cast<QWidget*>(pair_) : simulationPage_);
  shown()->focusView();
  emit viewChanged();
}

void BoxesPage::openPicture(const QString& file) {
  showView(BoxesView::pair);
  pair_->openPicture(file);
}

bool BoxesPage::hasPicture() const { return pair_->hasPicture(); }

void BoxesPage::toggleLogarithmic() { shown()->toggleLogarithmic(); }
void BoxesPage::toggleContour() { shown()->toggleContour(); }
void BoxesPage::home() { shown()->home(); }
void BoxesPage::top() { shown()->top(); }
void BoxesPage::toggleFill() { shown()->toggleFill(); }
bool BoxesPage::isFilled() const { return shown()->isFilled(); }
void BoxesPage::focusView() { shown()->focusView(); }

void BoxesPage::setPresenting(bool presenting) {
  pair_->setPresenting(presenting);
  simulationPage_->setPresenting(presenting);
}

void BoxesPage::setAnimated(bool animated) {
  pair_->setAnimated(animated);
  simulationPage_->setAnimated(animated);
}

void BoxesPage::setTheme(const Theme& theme) {
  pair_->setTheme(theme);
  simulationPage_->setTheme(theme);
}

}  // namespace lossarium::ui

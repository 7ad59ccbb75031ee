#include "ui/pages/boxes/boxes_page.h"

#include "ui/pages/boxes/pair_page.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace lossarium::ui {

BoxesPage::BoxesPage(BoxesSession& session, QWidget* parent)
    : Page(parent), views_(new QStackedWidget(this)), pair_(new PairPage(session, this)) {
  views_->addWidget(pair_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(views_, 1);
  connect(pair_, &PairPage::told, this, &BoxesPage::told);
}

Page* BoxesPage::shown() const { return static_cast<Page*>(views_->currentWidget()); }

bool BoxesPage::openPicture(const QString& file) { return pair_->openPicture(file); }

void BoxesPage::toggleLogarithmic() { shown()->toggleLogarithmic(); }
void BoxesPage::toggleContour() { shown()->toggleContour(); }
void BoxesPage::home() { shown()->home(); }
void BoxesPage::top() { shown()->top(); }
void BoxesPage::toggleFill() { shown()->toggleFill(); }
bool BoxesPage::isFilled() const { return shown()->isFilled(); }
void BoxesPage::focusView() { shown()->focusView(); }

void BoxesPage::setPresenting(bool presenting) { pair_->setPresenting(presenting); }
void BoxesPage::setAnimated(bool animated) { pair_->setAnimated(animated); }
void BoxesPage::setTheme(const Theme& theme) { pair_->setTheme(theme); }

}  // namespace lossarium::ui
